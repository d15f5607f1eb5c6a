#include "client/watched_message.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include "core/json/json_document.hpp"
#include "core/json/json_text.hpp"
#include "core/json/json_writer.hpp"
#include "core/text/base64.hpp"
#include "core/text/text.hpp"

namespace mfp::client {

namespace {

constexpr std::size_t longest_payload = 200;
constexpr std::size_t narrowest_payload = 20;

bool is_json(std::string_view payload) {
  core::JsonDocument document;
  return document.read(payload) == core::JsonDocument::Outcome::json;
}

/// UTF-8 without control characters but those of lines and tabs.
bool is_text(std::string_view payload) {
  const auto strange = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < ' ' && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
  };
  return std::none_of(payload.begin(), payload.end(), strange) && !core::first_invalid_utf8(payload);
}

std::string bytes_shown(std::string_view bytes) {
  std::string text = core::counted(bytes.size(), "byte") + ":";
  for (const char c : bytes.substr(0, longest_payload / 3)) {
    text += ' ' + core::hexadecimal(static_cast<unsigned char>(c), 2);
  }
  return bytes.size() > longest_payload / 3 ? text + " …" : text;
}

std::string milliseconds(std::chrono::system_clock::time_point time) {
  const auto count = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
  std::string digits = std::to_string(count);
  return '.' + std::string(3 - std::min<std::size_t>(digits.size(), 3), '0') + digits;
}

std::string formatted(const std::tm& parts, const char* format) {
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

std::string local_time(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
  std::tm parts{};
  localtime_r(&seconds, &parts);
  return formatted(parts, "%H:%M:%S") + milliseconds(time);
}

std::string utc(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return formatted(parts, "%Y-%m-%dT%H:%M:%S") + milliseconds(time) + 'Z';
}

}  // namespace

std::string cut_to(std::string_view text, std::size_t most_characters) {
  if (core::count_characters(text) <= most_characters) return std::string(text);
  std::size_t position = 0;
  for (std::size_t i = 1; i < most_characters; ++i) {
    if (!core::next_character(text, position)) ++position;
  }
  return std::string(text.substr(0, position)) + "…";
}

std::string readable(std::string_view payload) {
  if (payload.empty()) return "(empty)";
  if (is_json(payload)) return core::printable(core::compact_json(payload));
  return is_text(payload) ? core::printable(core::without_blanks(payload)) : bytes_shown(payload);
}

std::string message_line(const WatchedMessage& packet, const LineLayout& layout) {
  std::string time = local_time(packet.time);
  std::string port = core::printable(packet.port);
  const std::size_t port_characters = core::count_characters(port);
  std::string mark;
  if (packet.place != WatchedMessage::Place::queue) {
    mark = (packet.place == WatchedMessage::Place::from_device ? "<- " : "-> ") + core::printable(packet.topic) + "  ";
  }
  if (packet.retained) mark += "(retained)  ";
  const std::string gap(std::max(layout.port_width, port_characters) - port_characters + 2, ' ');
  if (!packet.skipped.empty()) {
    const std::string line = time + "  " + port + gap + "skipped: " + core::printable(packet.skipped);
    return system::painted(line, system::Shade::faint, layout.colour);
  }
  const std::size_t used = time.size() + 2 + port_characters + gap.size() + core::count_characters(mark);
  const std::size_t room = layout.width > used + narrowest_payload ? layout.width - used : narrowest_payload;
  return system::painted(time, system::Shade::faint, layout.colour) + "  " +
         system::painted(port, system::Shade::name, layout.colour) + gap +
         system::painted(mark, system::Shade::faint, layout.colour) +
         cut_to(readable(packet.payload), layout.width == 0 ? longest_payload : room);
}

std::string message_json(const WatchedMessage& packet) {
  std::string text;
  core::JsonWriter json(text);
  json.begin_object();
  json.add("time", utc(packet.time));
  json.add("port", packet.port);
  if (!packet.queue.empty()) json.add("queue", packet.queue);
  if (packet.place != WatchedMessage::Place::queue) json.add("topic", packet.topic);
  if (packet.retained) json.add_json("retained", "true");
  if (!packet.skipped.empty()) json.add("skipped", packet.skipped);
  if (is_json(packet.payload)) {
    json.add_json("payload", core::compact_json(packet.payload));
  } else if (is_text(packet.payload)) {
    json.add("payload", packet.payload);
  } else {
    json.add("base64", core::to_base64(packet.payload));
  }
  json.end_object();
  return text;
}

}  // namespace mfp::client
