#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mfp::core {

/// Why a message that somebody asked about went no further than to a port. Who sends a message to a queue with a
/// Response Topic (MQTT 5 section 4.10) below `/msgrouter/INSTANCE/answers/` is told so there; whoever gets its copy
/// finds the Response Topic on it.
struct MessageReport {
  enum class Outcome : std::uint8_t {
    /// A step passes nothing on for it.
    skipped,
    /// A step cannot take it, or it cannot be sent.
    refused
  };

  /// `heater.TARGET`.
  std::string port;
  Outcome outcome = Outcome::skipped;
  /// For a person.
  std::string reason;

  friend bool operator==(const MessageReport&, const MessageReport&) = default;
};

/// Whether reports may go there: nobody shall have others publish wherever he likes.
[[nodiscard]] bool is_report_topic(std::string_view topic);

/// `{"port":"heater.TARGET","outcome":"skipped","reason":"map: not in the map"}`.
[[nodiscard]] std::string to_json(const MessageReport& report);
/// Nothing when it is no report.
[[nodiscard]] std::optional<MessageReport> read_report(std::string_view json);

}  // namespace mfp::core
