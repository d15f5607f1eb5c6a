#include "core/conversion/value/payload.hpp"

namespace mfp::core {

namespace {

/// A text that is larger leaves no memory behind.
constexpr std::size_t most_kept = 65536;

PayloadReader::Content content_of(JsonDocument::Outcome outcome) {
  switch (outcome) {
    case JsonDocument::Outcome::json:
      return PayloadReader::Content::json;
    case JsonDocument::Outcome::not_utf8:
      return PayloadReader::Content::not_utf8;
    case JsonDocument::Outcome::too_deep:
      return PayloadReader::Content::too_deep;
    case JsonDocument::Outcome::not_json:
      break;
  }
  return PayloadReader::Content::text;
}

}  // namespace

void PayloadReader::open(std::string_view payload) {
  bytes_ = payload;
  read_ = false;
  for (std::string* text : {&workspace_.matched, &workspace_.computed, &workspace_.typed, &workspace_.formatted}) {
    if (text->capacity() > most_kept) std::string().swap(*text);
  }
}

PayloadReader::Content PayloadReader::content() {
  if (read_) return content_;
  read_ = true;
  content_ = bytes_.size() > largest ? Content::too_large : content_of(document_.read(bytes_));
  return content_;
}

}  // namespace mfp::core
