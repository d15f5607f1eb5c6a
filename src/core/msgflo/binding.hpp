#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/result.hpp"

namespace mfp::core {

/// MsgFlo's router protocol, below which INSTANCE and the request follow. What comes from here may not be routed: the
/// router's answers would become requests.
inline constexpr std::string_view router_topics = "/msgrouter/";

/// Whether a topic is MsgFlo's own: a queue there would turn announcements or the router's answers into messages.
[[nodiscard]] bool is_reserved(std::string_view topic);

/// `/msgrouter/INSTANCE/NAME`.
[[nodiscard]] std::string router_topic(std::string_view instance, std::string_view name);

/// A user property of the answers of those who answer questions, but take no changes: `router: {enabled: false}`. Such
/// a one knows its own participants and edges only.
inline constexpr std::string_view router_property = "router";
inline constexpr std::string_view router_disabled = "disabled";

/// Two queues of the graph that are bound: what comes on the source is sent to the target. Both are topics to publish
/// to; see TopicName.
struct Binding {
  std::string source;
  std::string target;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 that orderings are compared with for a pointer.
  friend auto operator<=>(const Binding&, const Binding&) = default;
};

/// A request of MsgFlo's router protocol: `{"src": QUEUE, "tgt": QUEUE}`; other members are skipped. Errors: more
/// than `most_bytes`, no JSON, no such members, queues that are no topics.
[[nodiscard]] Result<Binding> read_binding(std::string_view request, std::size_t most_bytes);

/// `{"src":"heater.TEMPERATURE","tgt":"display.TEXT"}`.
[[nodiscard]] std::string to_json(const Binding& binding);

/// What to_json makes of several, as a JSON array with a line for each; the form of the file that keeps them.
[[nodiscard]] std::string to_json(const std::vector<Binding>& bindings);

struct KeptBindings {
  std::vector<Binding> bindings;
  /// Of elements that are no bindings: which, and why.
  std::vector<std::string> problems;
};

/// The contents of such a file. Errors: no JSON array.
[[nodiscard]] Result<KeptBindings> read_bindings(std::string_view json);

}  // namespace mfp::core
