#include "core/json/json_document.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/json/json_fault.hpp"
#include "core/text/number.hpp"
#include "core/text/text.hpp"

// Why simdjson reads the payloads, and not nlohmann's SAX interface: to find a member of a Tasmota message of 297
// bytes, with every rule of JSON checked, nlohmann's took 2,510 ns and this walk 550 ns, on the same machine in the
// same run (bench/conversion.cpp measures both). The goal for that and rounding together is 1,000 ns. Its events also
// carry no positions, so that parts could not be passed on the way they were written.

namespace mfp::core {

namespace {

namespace ondemand = simdjson::ondemand;

/// A message that is larger than this leaves no memory behind.
constexpr std::size_t most_kept = 65536;

constexpr std::string_view blanks = " \t\r\n";

std::string_view without_trailing_blanks(std::string_view token) {
  const std::size_t last = token.find_last_not_of(blanks);
  return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// The length of a string that is known to end, with its quotes.
std::size_t string_length(const char* text) {
  const char* end = text + 1;
  while (*end != '"') end += *end == '\\' ? 2 : 1;
  return static_cast<std::size_t>(end + 1 - text);
}

}  // namespace

/// Walks all of a text, so that what is behind the part that is wanted is checked too.
class JsonDocument::Reader {
 public:
  /// `places` may be null.
  struct Into {
    std::vector<JsonNode>* nodes;
    std::vector<JsonPlace>* places;
    int deepest;
  };

  Outcome read(std::string_view text, const Into& into) {
    fill_buffer(text);
    into_ = into;
    problem_ = nullptr;
    into_.nodes->clear();
    if (into_.places != nullptr) into_.places->clear();
    ondemand::document document;
    ondemand::array whole;
    if (parser_.iterate(buffer_.data(), buffer_.size(), buffer_.capacity()).get(document) != simdjson::SUCCESS)
      return fail(buffer_.data() + 1 + control_in_string(text));
    document_ = &document;
    if (document.get_array().get(whole) != simdjson::SUCCESS) return fail(here());
    std::size_t values = 0;
    for (const simdjson::simdjson_result<ondemand::value>& element : whole) {
      if (++values > 1 || element.error() != simdjson::SUCCESS) return fail(here());
      ondemand::value value = element.value_unsafe();
      if (const Outcome outcome = walk(value, {{}, nullptr, ']', 1}); outcome != Outcome::json) return outcome;
    }
    const bool at_end = document.is_alive() && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return values == 1 && at_end ? Outcome::json : fail(before(here()));
  }

  /// Where in the text the reading ended.
  [[nodiscard]] std::size_t problem_offset() const {
    return problem_ == nullptr ? 0 : std::min<std::size_t>(offset(problem_), buffer_.size() - 2);
  }

  [[nodiscard]] std::size_t memory() const { return buffer_.capacity(); }

 private:
  /// Where a value stands.
  struct Position {
    std::string_view key;
    /// The key's opening quote; null when there is no key.
    const char* key_begin;
    /// What ends the structure around it.
    char closing;
    int depth;
  };

  /// In brackets, so that scalars are elements like all others, and every structure has a token behind it.
  void fill_buffer(std::string_view text) {
    buffer_.reserve(text.size() + 2 + simdjson::SIMDJSON_PADDING);
    buffer_.assign(1, '[');
    buffer_ += text;
    buffer_ += ']';
  }

  /// The token that the library has come to, or gave up at.
  [[nodiscard]] const char* here() const {
    const char* at = nullptr;
    return document_->current_location().get(at) == simdjson::SUCCESS ? at : buffer_.data() + buffer_.size();
  }

  /// The last token before `at`, which is a bracket.
  [[nodiscard]] const char* before(const char* at) const {
    while (--at > buffer_.data() && blanks.find(*at) != std::string_view::npos) continue;
    return at;
  }

  /// The text begins behind the first bracket.
  [[nodiscard]] std::uint32_t offset(const char* at) const {
    return static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(at - buffer_.data() - 1, 0));
  }

  Outcome fail(const char* at, Outcome outcome = Outcome::not_json) {
    problem_ = at;
    return outcome;
  }

  Outcome fail_scalar(std::string_view raw, char closing) {
    const char next = *(raw.data() + raw.size());
    const bool has_wrong_next = next != ',' && next != closing;
    return fail(raw.data() + wrong_byte(without_trailing_blanks(raw), has_wrong_next ? raw.size() : 0));
  }

  void note_place(const Position& position, std::string_view value) {
    JsonPlace place{{}, {offset(value.data()), static_cast<std::uint32_t>(value.size())}};
    if (position.key_begin != nullptr) {
      place.key = {offset(position.key_begin), static_cast<std::uint32_t>(string_length(position.key_begin))};
    }
    into_.places->push_back(place);
  }

  Outcome walk(ondemand::value& value, const Position& position) {
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS) return fail(here());
    if (type == ondemand::json_type::object) return walk_object(value, position);
    if (type == ondemand::json_type::array) return walk_array(value, position);
    JsonNode node;
    node.key = position.key;
    node.end = static_cast<std::uint32_t>(into_.nodes->size() + 1);
    const std::string_view token = value.raw_json_token();
    if (!read_scalar(value, token, position.closing, node)) [[unlikely]]
      return fail_scalar(token, position.closing);
    into_.nodes->push_back(node);
    if (into_.places != nullptr) [[unlikely]]
      note_place(position, without_trailing_blanks(token));
    return Outcome::json;
  }

  Outcome walk_object(ondemand::value& value, const Position& position) {
    const std::size_t at = open(value, position, JsonNode::Kind::object);
    ondemand::object object;
    if (position.depth > into_.deepest) return fail(here(), Outcome::too_deep);
    if (value.get_object().get(object) != simdjson::SUCCESS) return fail(here());
    for (const simdjson::simdjson_result<ondemand::field>& member : object) {
      if (member.error() != simdjson::SUCCESS) return fail(here());
      ondemand::field field = member.value_unsafe();
      const char* const key_begin = field.key().raw() - 1;
      std::string_view name;
      if (!read_key(field, name)) return fail(key_begin);
      const Outcome outcome = walk(field.value(), {name, key_begin, '}', position.depth + 1});
      if (outcome != Outcome::json) return outcome;
    }
    return close(at);
  }

  Outcome walk_array(ondemand::value& value, const Position& position) {
    const std::size_t at = open(value, position, JsonNode::Kind::array);
    ondemand::array array;
    if (position.depth > into_.deepest) return fail(here(), Outcome::too_deep);
    if (value.get_array().get(array) != simdjson::SUCCESS) return fail(here());
    for (const simdjson::simdjson_result<ondemand::value>& element : array) {
      if (element.error() != simdjson::SUCCESS) return fail(here());
      ondemand::value item = element.value_unsafe();
      const Outcome outcome = walk(item, {{}, nullptr, ']', position.depth + 1});
      if (outcome != Outcome::json) return outcome;
    }
    return close(at);
  }

  std::size_t open(ondemand::value& value, const Position& position, JsonNode::Kind kind) {
    into_.nodes->push_back({kind, 0, position.key, value.raw_json_token()});
    if (into_.places != nullptr) [[unlikely]]
      note_place(position, into_.nodes->back().text);
    return into_.nodes->size() - 1;
  }

  /// The bracket that closes a structure is the last one before the next token.
  Outcome close(std::size_t at) {
    JsonNode& node = (*into_.nodes)[at];
    const char* end = nullptr;
    // A loop over a damaged structure just ends.
    if (!document_->is_alive() || document_->current_location().get(end) != simdjson::SUCCESS) return fail(here());
    const char bracket = node.kind == JsonNode::Kind::object ? '}' : ']';
    while (end[-1] != bracket) --end;
    node.text = {node.text.data(), static_cast<std::size_t>(end - node.text.data())};
    node.end = static_cast<std::uint32_t>(into_.nodes->size());
    if (into_.places != nullptr) (*into_.places)[at].value.length = static_cast<std::uint32_t>(node.text.size());
    return Outcome::json;
  }

  /// The library gives the key up to its closing quote; it decodes only what is escaped.
  static bool read_key(ondemand::field& field, std::string_view& name) {
    const char* start = field.key().raw();
    const char* end = start;
    while (*end != '"' && *end != '\\') ++end;
    name = {start, static_cast<std::size_t>(end - start)};
    return *end == '"' || field.unescaped_key().get(name) == simdjson::SUCCESS;
  }

  /// `raw` is the value's token, with the blanks behind it.
  static bool read_scalar(ondemand::value& value, std::string_view raw, char closing, JsonNode& node) {
    // The library skips scalars that nobody asks it to decode, and does not look what stands behind them.
    const char next = *(raw.data() + raw.size());
    if (next != ',' && next != closing) return false;
    const std::string_view token = without_trailing_blanks(raw);
    node.text = token;
    if (token.starts_with('"')) {
      node.kind = JsonNode::Kind::text;
      if (!token.ends_with('"')) return false;
      if (token.find('\\') != std::string_view::npos) return value.get_string().get(node.text) == simdjson::SUCCESS;
      node.text = token.substr(1, token.size() - 2);
      return token.size() > 1 && token.find('"', 1) == token.size() - 1;
    }
    if (token == "null") return true;
    node.kind = token == "true" || token == "false" ? JsonNode::Kind::boolean : JsonNode::Kind::number;
    return node.kind == JsonNode::Kind::boolean || is_json_number(token);
  }

  ondemand::parser parser_;
  std::string buffer_;
  ondemand::document* document_ = nullptr;
  Into into_{};
  const char* problem_ = nullptr;
};

JsonDocument::JsonDocument() = default;
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

JsonDocument::Reader& JsonDocument::reader_for(std::size_t size) {
  if (!reader_ || (reader_->memory() > most_kept && size < most_kept)) {
    reader_ = std::make_unique<Reader>();
    nodes_ = {};
  }
  return *reader_;
}

JsonDocument::Outcome JsonDocument::read(std::string_view text) {
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    nodes_.clear();
    return Outcome::not_utf8;
  }
  const Outcome outcome = reader_for(text.size()).read(text, {&nodes_, nullptr, deepest});
  if (outcome != Outcome::json) nodes_.clear();
  return outcome;
}

JsonDocument::Outcome JsonDocument::read_with_places(std::string_view text, int levels) {
  if (const auto invalid = first_invalid_utf8(text)) {
    nodes_.clear();
    problem_offset_ = *invalid;
    return Outcome::not_utf8;
  }
  Reader& reader = reader_for(text.size());
  const Outcome outcome = reader.read(text, {&nodes_, &places_, levels});
  problem_offset_ = reader.problem_offset();
  if (outcome != Outcome::json) nodes_.clear();
  return outcome;
}

std::string text_of_json(std::string_view json) {
  JsonDocument document;
  return std::string(document.read(json) == JsonDocument::Outcome::json ? document.nodes().front().text : json);
}

}  // namespace mfp::core
