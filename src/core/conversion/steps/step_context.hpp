#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
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

/// Why a payload could not be converted: what was wanted, which is equal for all payloads of a kind, and what came.
struct ConversionFault {
  /// ``path `temp`: number expected``.
  std::string wanted;
  /// `"n/a"`.
  std::string got;

  [[nodiscard]] std::string text() const { return wanted + ", got " + got; }
  friend bool operator==(const ConversionFault&, const ConversionFault&) = default;
};

/// A step as messages name it: by its key and, where one key has many meanings, by what is declared there.
struct StepName {
  std::string_view key;
  std::string_view declared = {};
};

/// ``path `ENERGY.Power` ``, `round`.
[[nodiscard]] std::string to_text(StepName name);

/// One step as it was taken, for a person who wants to see why.
struct StepTaken {
  /// `path`, `round`, `type`, …; borrowed for good.
  std::string_view key;
  /// `ENERGY.Power`.
  std::string declared;
  /// The value after the step as JSON, or why it went no further.
  std::string result;

  [[nodiscard]] std::string step() const { return to_text({key, declared}); }
};
using Trace = std::vector<StepTaken>;

/// One payload on its way through the steps of one conversion. A step looks at `value`, puts another one there, and
/// returns what `note`, `skip` or `fail` give. Nothing is allocated unless a trace is wanted or a step fails.
class StepContext {
 public:
  /// `out` receives the result; `trace` the steps, when it is not null.
  StepContext(PayloadReader::Workspace& workspace, std::string& out, Trace* trace)
      : work(workspace), out_(out), trace_(trace) {}

  /// What goes into a step. It may point into the payload, the workspace or the step before.
  Value value;
  /// What `where` and `path` look into; null while the value is no JSON.
  const std::vector<JsonNode>* nodes = nullptr;
  /// The step that the value comes from, for messages.
  StepName origin = {"payload"};
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
  Outcome note(StepName step) { return note(step, value); }
  Outcome note(StepName step, const Value& seen);
  /// The step lets nothing through.
  Outcome skip(StepName step, std::string_view why);
  /// The step of the key, or the port's type where it is empty, cannot take the value.
  Outcome fail(std::string_view wanted, std::string_view key);
  /// No step can take the payload.
  Outcome fail_payload(std::string_view wanted, std::string got);

  /// After `fail`.
  [[nodiscard]] ConversionFault take_fault() { return std::move(fault_); }

 private:
  void trace(StepName step, std::string result);
  Outcome fail(StepName step, std::string_view wanted, std::string got);

  ConversionFault fault_;
  std::string& out_;
  Trace* trace_;
};

/// Whether the value is the one that is wanted: by text, numbers by value too (7 is 7.0).
[[nodiscard]] bool is_same(const Value& value, const Literal& wanted);

}  // namespace mfp::core
