#include "core/graph/json_graph_parts.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/json/json_text.hpp"
#include "core/json/json_writer.hpp"
#include "core/text/number.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

using Kind = JsonNode::Kind;

std::string_view name_of(JsonNode::Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "a boolean";
    case Kind::number:
      return "a number";
    case Kind::text:
      return "a text";
    case Kind::object:
      return "an object";
    case Kind::array:
      return "a list";
  }
  return {};
}

std::string in_quotes(std::string_view name) { return '\'' + printable(name) + '\''; }

std::string_view missing_in(const PortName& port) {
  if (port.role.empty()) return "'process'";
  return port.port.empty() ? "'port'" : "";
}

bool JsonGraphParts::fail(const TextRange& at, std::string message) {
  problem_ = {at.offset, at.length, std::move(message)};
  return false;
}

TextRange JsonGraphParts::member_of(const JsonView& value) const {
  const auto& [key, whole] = place(value);
  return {key.offset, whole.offset + whole.length - key.offset};
}

TextRange JsonGraphParts::mark(const JsonView& value) const {
  const TextRange range = range_of(value);
  return value.is_structure() ? TextRange{range.offset, 1} : range;
}

bool JsonGraphParts::check_numbers() {
  const std::vector<JsonNode>& nodes = document_.nodes();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].kind == Kind::number && !to_double(nodes[i].text)) {
      return fail(document_.places()[i].value, "has a number beyond the largest one");
    }
  }
  return true;
}

bool JsonGraphParts::check_depth(const JsonView& value) {
  if (!value.is_structure()) return true;
  const std::vector<JsonNode>& nodes = document_.nodes();
  /// Where the structures end that the node is in.
  std::vector<std::uint32_t> ends;
  for (std::uint32_t i = value.index(); i < nodes[value.index()].end; ++i) {
    while (!ends.empty() && ends.back() <= i) ends.pop_back();
    if (!nodes[i].is_structure()) continue;
    if (ends.size() >= JsonDocument::deepest) return fail({document_.places()[i].value.offset, 1}, too_deep);
    ends.push_back(nodes[i].end);
  }
  return true;
}

bool JsonGraphParts::needs(const JsonView& value, JsonNode::Kind kind) {
  if (value.kind() == kind) return true;
  // Only connections are elements of a list.
  const std::string owner = key_of(value).length == 0 ? "a connection" : in_quotes(value.key());
  return fail(mark(value), "has " + std::string(name_of(value.kind())) + " as " + owner + ", where " +
                               std::string(name_of(kind)) + " is needed");
}

bool JsonGraphParts::needs_map(const JsonView& value) {
  return (value.kind() == Kind::array && value.is_empty()) || needs(value, Kind::object);
}

bool JsonGraphParts::read_text(const JsonView& value, std::string& into) {
  into = value.text();
  return needs(value, Kind::text);
}

bool JsonGraphParts::read_text(const JsonView& value, std::string& into, TextRange& at) {
  at = range_of(value);
  return read_text(value, into);
}

bool JsonGraphParts::keep(const JsonView& value, std::string& into) {
  into = value.kind() == Kind::text ? json_string(value.text()) : compact_json(value.raw());
  return check_depth(value);
}

bool JsonGraphParts::keep_map(const JsonView& value, std::string& into) {
  into.clear();
  if (value.kind() != Kind::object) return needs_map(value);
  return keep(value, into);
}

bool JsonGraphParts::read_port_member(const JsonView& member, PortName& port, Graph::PortPlace& at) {
  if (member.key() == "process") return read_text(member, port.role, at.process);
  if (member.key() == "port") return read_text(member, port.port, at.port);
  return member.key() == "index" ? read_index(member, port) : check_depth(member);
}

bool JsonGraphParts::read_index(const JsonView& value, PortName& port) {
  if (!needs(value, Kind::number)) return false;
  const std::string_view digits = value.raw();
  std::uint32_t index = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (failure != std::errc{} || end != digits.data() + digits.size()) {
    return fail(range_of(value), "has an 'index' that is no whole number from 0 to 4294967295");
  }
  port.index = index;
  return true;
}

bool JsonGraphParts::read_port(const JsonView& value, std::optional<PortName>& port, Graph::PortPlace& at) {
  port.emplace();
  if (!needs(value, Kind::object)) return false;
  if (!value.all_children([&](const JsonView& member) { return read_port_member(member, *port, at); })) return false;
  const std::string_view missing = missing_in(*port);
  return missing.empty() ||
         fail(range_of(value), "has a '" + std::string(value.key()) + "' without " + std::string(missing));
}

bool JsonGraphParts::read_link_member(const JsonView& member, Link& link) {
  if (member.key() == "src") return read_port(member, link.source, link.source_at);
  if (member.key() == "tgt") return read_port(member, link.target, link.target_at);
  if (member.key() == "data") return keep(member, link.data);
  return member.key() == "metadata" ? keep_map(member, link.metadata) : check_depth(member);
}

}  // namespace mfp::core
