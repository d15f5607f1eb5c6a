#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversion/value/payload.hpp"
#include "core/json/json_path.hpp"
#include "core/json/value.hpp"

namespace mfp::core {

/// What became of a payload.
enum class Outcome : std::uint8_t {
  /// There is a result to send.
  converted,
  /// The message is not meant for this port, or says nothing: no fault, nothing is sent.
  skipped,
  /// A step cannot take its value: the message is dropped, and a person is told.
  failed
};

/// One step as it was taken, for a person who wants to see why.
struct StepTaken {
  /// ``path `ENERGY.Power` ``, `round`, `type`, …
  std::string step;
  /// The value after the step as JSON, or why it went no further.
  std::string result;
};
using Trace = std::vector<StepTaken>;

/// One payload on its way through the steps of one conversion. A step looks at `value`, puts another one there, and
/// returns what `note`, `skip` or `fail` give. Nothing is allocated unless a trace is wanted or a step fails.
class StepContext {
 public:
  /// `out` receives the result, or what failed; `trace` the steps, when it is not null.
  StepContext(PayloadReader::Workspace& workspace, std::string& out, Trace* trace)
      : work(workspace), out_(out), trace_(trace) {}

  /// What goes into a step. It may point into the payload, the workspace or the step before.
  Value value;
  /// What `where` and `path` look into; null while the value is no JSON.
  const std::vector<JsonNode>* nodes = nullptr;
  /// The step that the value comes from, for messages.
  std::string_view origin = "payload";
  /// Memory that is used again for each message.
  PayloadReader::Workspace& work;

  /// The part of the payload at the path; null where there is none.
  [[nodiscard]] const JsonNode* find(const JsonPath& path) const {
    return nodes == nullptr ? nullptr : path.find(*nodes);
  }
  [[nodiscard]] bool is_traced() const { return trace_ != nullptr; }
  /// For the last step, which writes the result there.
  [[nodiscard]] std::string& out() { return out_; }

  /// The step was taken; `value` is what came of it, or `seen` is what it looked at.
  Outcome note(std::string_view step) { return note(step, value); }
  Outcome note(std::string_view step, const Value& seen);
  /// The step lets nothing through.
  Outcome skip(std::string_view step, std::string_view why);
  /// The step, or the port's type where it is empty, cannot take the value.
  Outcome fail(std::string_view wanted, std::string_view step);
  /// No step can take the payload.
  Outcome fail_payload(std::string_view why);

 private:
  std::string& out_;
  Trace* trace_;
};

/// Whether the value is the one that is wanted: by text, numbers by value too (7 is 7.0).
[[nodiscard]] bool is_same(const Value& value, const Literal& wanted);

}  // namespace mfp::core
