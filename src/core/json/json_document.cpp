#include "core/json/json_document.hpp"

#include <simdjson.h>

#include <algorithm>
#include <utility>

#include "core/text/number.hpp"

// Why simdjson reads the payloads, and not nlohmann's SAX interface: to find a member of a Tasmota message of 297
// bytes, with every rule of JSON checked, nlohmann's took 2,510 ns and this walk 550 ns, on the same machine in the
// same run (bench/conversion.cpp measures both). The goal for that and rounding together is 1,000 ns. Its events also
// carry no positions, so that parts could not be passed on the way they were written.

namespace mfp::core {

namespace {

namespace ondemand = simdjson::ondemand;

/// A message that is larger than this leaves no memory behind.
constexpr std::size_t most_kept = 65536;

std::string_view without_trailing_blanks(std::string_view token) {
  const std::size_t last = token.find_last_not_of(" \t\r\n");
  return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace

/// Walks all of a text, so that what is behind the part that is wanted is checked too.
class JsonDocument::Reader {
 public:
  Outcome read(std::string_view text, std::vector<JsonNode>& nodes) {
    fill_buffer(text);
    nodes.clear();
    ondemand::document document;
    ondemand::array whole;
    if (parser_.iterate(buffer_.data(), buffer_.size(), buffer_.capacity()).get(document) != simdjson::SUCCESS ||
        document.get_array().get(whole) != simdjson::SUCCESS)
      return Outcome::not_json;
    document_ = &document;
    nodes_ = &nodes;
    std::size_t values = 0;
    for (const simdjson::simdjson_result<ondemand::value>& element : whole) {
      if (++values > 1 || element.error() != simdjson::SUCCESS) return Outcome::not_json;
      ondemand::value value = element.value_unsafe();
      if (const Outcome outcome = walk(value, {{}, ']', 1}); outcome != Outcome::json) return outcome;
    }
    const bool at_end = document.is_alive() && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return values == 1 && at_end ? Outcome::json : Outcome::not_json;
  }

  [[nodiscard]] std::size_t memory() const { return buffer_.capacity(); }

 private:
  /// Where a value stands.
  struct Position {
    std::string_view key;
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

  Outcome walk(ondemand::value& value, const Position& position) {
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS) return Outcome::not_json;
    if (type == ondemand::json_type::object) return walk_object(value, position);
    if (type == ondemand::json_type::array) return walk_array(value, position);
    JsonNode node;
    node.key = position.key;
    node.end = static_cast<std::uint32_t>(nodes_->size() + 1);
    if (!read_scalar(value, position.closing, node)) return Outcome::not_json;
    nodes_->push_back(node);
    return Outcome::json;
  }

  Outcome walk_object(ondemand::value& value, const Position& position) {
    const std::size_t at = open(value, position.key, JsonNode::Kind::object);
    ondemand::object object;
    if (position.depth > deepest) return Outcome::too_deep;
    if (value.get_object().get(object) != simdjson::SUCCESS) return Outcome::not_json;
    for (const simdjson::simdjson_result<ondemand::field>& member : object) {
      if (member.error() != simdjson::SUCCESS) return Outcome::not_json;
      ondemand::field field = member.value_unsafe();
      std::string_view name;
      if (!read_key(field, name)) return Outcome::not_json;
      const Outcome outcome = walk(field.value(), {name, '}', position.depth + 1});
      if (outcome != Outcome::json) return outcome;
    }
    return close(at);
  }

  Outcome walk_array(ondemand::value& value, const Position& position) {
    const std::size_t at = open(value, position.key, JsonNode::Kind::array);
    ondemand::array array;
    if (position.depth > deepest) return Outcome::too_deep;
    if (value.get_array().get(array) != simdjson::SUCCESS) return Outcome::not_json;
    for (const simdjson::simdjson_result<ondemand::value>& element : array) {
      if (element.error() != simdjson::SUCCESS) return Outcome::not_json;
      ondemand::value item = element.value_unsafe();
      if (const Outcome outcome = walk(item, {{}, ']', position.depth + 1}); outcome != Outcome::json) return outcome;
    }
    return close(at);
  }

  std::size_t open(ondemand::value& value, std::string_view key, JsonNode::Kind kind) {
    nodes_->push_back({kind, 0, key, value.raw_json_token()});
    return nodes_->size() - 1;
  }

  /// The bracket that closes a structure is the last one before the next token.
  Outcome close(std::size_t at) {
    JsonNode& node = (*nodes_)[at];
    const char* end = nullptr;
    // A loop over a damaged structure just ends.
    if (!document_->is_alive() || document_->current_location().get(end) != simdjson::SUCCESS) return Outcome::not_json;
    const char bracket = node.kind == JsonNode::Kind::object ? '}' : ']';
    while (end[-1] != bracket) --end;
    node.text = {node.text.data(), static_cast<std::size_t>(end - node.text.data())};
    node.end = static_cast<std::uint32_t>(nodes_->size());
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

  static bool read_scalar(ondemand::value& value, char closing, JsonNode& node) {
    const std::string_view raw = value.raw_json_token();
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
  std::vector<JsonNode>* nodes_ = nullptr;
};

Value JsonNode::value() const {
  switch (kind) {
    case Kind::text:
      return {ValueKind::text, text};
    case Kind::number:
      return {ValueKind::number, text};
    case Kind::boolean:
      return {ValueKind::boolean, text};
    default:
      return {ValueKind::structure, text};
  }
}

JsonDocument::JsonDocument() = default;
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

JsonDocument::Outcome JsonDocument::read(std::string_view text) {
  if (!simdjson::validate_utf8(text.data(), text.size())) return Outcome::not_utf8;
  if (!reader_ || (reader_->memory() > most_kept && text.size() < most_kept)) {
    reader_ = std::make_unique<Reader>();
    nodes_ = {};
  }
  const Outcome outcome = reader_->read(text, nodes_);
  if (outcome != Outcome::json) nodes_.clear();
  return outcome;
}

std::string text_of_json(std::string_view json) {
  JsonDocument document;
  return std::string(document.read(json) == JsonDocument::Outcome::json ? document.nodes().front().text : json);
}

}  // namespace mfp::core
