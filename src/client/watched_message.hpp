#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "system/terminal.hpp"

namespace mfp::client {

/// A message that `watch` shows: on the queue of a port, or on the device's topic of one that is relayed.
struct WatchedMessage {
  enum class Place : std::uint8_t { queue, from_device, to_device };

  std::chrono::system_clock::time_point time;
  /// `heater.TEMPERATURE`, or `heater` when it is for several ports, which have no queue in common.
  std::string_view port;
  std::string_view queue;
  Place place = Place::queue;
  /// The device's; empty on a queue.
  std::string_view topic;
  std::string_view payload;
  bool retained = false;
  /// Why a step passes nothing on for it; empty unless that is what is to be shown.
  std::string_view skipped{};
};

/// How lines are laid out.
struct LineLayout {
  system::Colour colour = system::Colour::none;
  /// Columns of the terminal; 0: none, payloads are cut after 200 characters.
  std::size_t width = 0;
  /// Columns for the port's name.
  std::size_t port_width = 0;
};

/// `12:00:01.123  heater.TEMPERATURE  21.5`, in local time and without a line end. Of a device's topic
/// `… heater.TEMPERATURE  <- heater/state  {"temp":21.5}`, or `->` when it goes to the device. Of a message that a step
/// skips `… heater.TEMPERATURE  skipped: no path temp`, all of it faint.
[[nodiscard]] std::string message_line(const WatchedMessage& packet, const LineLayout& layout);

/// One JSON object: `time` (UTC, RFC 3339), `port`, `queue` unless there are several, `topic` on a device's topic,
/// `retained` when it is, `skipped` with the reason when it is, and `payload`: JSON as it came, text as a JSON string;
/// for bytes that are neither `base64` instead.
[[nodiscard]] std::string message_json(const WatchedMessage& packet);

/// A payload for a person: JSON without blanks, text on one line, other bytes as `3 bytes: 0a ff 00`; nothing at all is
/// `(empty)`.
[[nodiscard]] std::string readable(std::string_view payload);

/// At most so many characters, the last of them `…` when some are missing.
[[nodiscard]] std::string cut_to(std::string_view text, std::size_t most_characters);

}  // namespace mfp::client
