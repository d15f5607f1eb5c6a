#pragma once

#include <string>
#include <string_view>

#include "core/json/json_document.hpp"

namespace mfp::core {

/// The payload of one message for all the conversions that want to see it: read once, when the first one asks.
class PayloadReader {
 public:
  /// Larger payloads are not read (1 MiB).
  static constexpr std::size_t largest = 1048576;

  /// A payload that is not JSON is a text; the others cannot be worked with.
  enum class Content : std::uint8_t { json, text, too_large, not_utf8, too_deep };

  /// What the steps of a conversion write to; its memory is used again.
  struct Workspace {
    std::string matched;
    std::string computed;
    std::string typed;
    std::string formatted;
    JsonDocument parts;
  };

  /// Begins a new message. The payload is borrowed until the next `open`.
  void open(std::string_view payload);

  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  [[nodiscard]] Content content();
  /// Empty unless the content is JSON.
  [[nodiscard]] const std::vector<JsonNode>& nodes() const { return document_.nodes(); }
  [[nodiscard]] Workspace& workspace() { return workspace_; }

 private:
  std::string_view bytes_;
  bool read_ = false;
  Content content_ = Content::text;
  JsonDocument document_;
  Workspace workspace_;
};

}  // namespace mfp::core
