#include "declaration/graph/json_graph_events.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/json/json_text.hpp"
#include "core/json/value.hpp"
#include "core/text/text.hpp"

namespace mfp::declaration {

namespace {

/// Of data, metadata and the like; the graph around them has its own few levels.
constexpr std::size_t deepest = 64;
/// nlohmann's number for a number that no double holds.
constexpr int out_of_range = 406;

}  // namespace

std::string_view JsonGraphEvents::name_of(Kind kind) {
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

JsonGraphEvents::Use JsonGraphEvents::use() {
  switch (place()) {
    case Place::outside:
      return opened(Place::graph);
    case Place::graph:
      return use_in_graph();
    case Place::properties:
      return kept(property(key_));
    case Place::inports:
    case Place::outports:
      return opened(Place::port_export);
    case Place::port_export:
      return use_in_export();
    case Place::processes:
      return opened(Place::process);
    case Place::process:
      if (key_ == "component") return as_text(graph_.processes.back().component);
      return key_ == "metadata" ? kept_object(graph_.processes.back().metadata) : Use{};
    case Place::connections:
      return opened(Place::connection);
    case Place::connection:
      return use_in_connection();
    case Place::source:
      return use_in_port(*link_.source);
    case Place::target:
      return use_in_port(*link_.target);
  }
  return {};
}

JsonGraphEvents::Use JsonGraphEvents::use_in_graph() {
  if (key_ == "processes") return opened(Place::processes);
  if (key_ == "connections") return opened(Place::connections, Kind::array);
  if (key_ == "inports") return opened(Place::inports);
  if (key_ == "outports") return opened(Place::outports);
  if (key_ == "properties") return opened(Place::properties);
  // `exports` is the old form of `inports`, which the schema no longer has.
  if (key_ == "exports" || key_ == "caseSensitive") return {};
  return kept(property(key_));
}

JsonGraphEvents::Use JsonGraphEvents::use_in_export() {
  return key_ == "metadata" ? kept_object(export_->metadata) : use_in_port(export_->inner);
}

JsonGraphEvents::Use JsonGraphEvents::use_in_connection() {
  if (key_ == "src") return opened(Place::source);
  if (key_ == "tgt") return opened(Place::target);
  if (key_ == "data") return kept(link_.data);
  return key_ == "metadata" ? kept_object(link_.metadata) : Use{};
}

JsonGraphEvents::Use JsonGraphEvents::use_in_port(core::PortName& port) {
  if (key_ == "process") return as_text(port.role);
  if (key_ == "port") return as_text(port.port);
  if (key_ == "index") return {Use::Way::index, nullptr, {}, Kind::number};
  return {};
}

/// The last value of a key counts, as everywhere in JSON.
std::string& JsonGraphEvents::property(const std::string& key) {
  const auto [place, is_new] = properties_.try_emplace(key, graph_.properties.size());
  if (is_new) graph_.properties.push_back({key, {}});
  return graph_.properties[place->second].json;
}

bool JsonGraphEvents::key(const std::string& name) {
  tokens_.next();
  if (depth_ > 0) return true;
  key_ = name;
  key_at_ = range(tokens_.start());
  return true;
}

bool JsonGraphEvents::on_scalar(Kind kind, std::string_view text) {
  tokens_.next();
  if (depth_ > 0) return true;
  const Use what = use();
  if (!check_kind(what, kind)) return false;
  if (what.way == Use::Way::index) return read_index();
  if (what.way == Use::Way::text) *what.into = text;
  if (what.way != Use::Way::kept) return true;
  what.into->clear();
  if (kind == Kind::text) {
    core::append_json({core::ValueKind::text, text}, *what.into);
  } else {
    *what.into = text_.substr(tokens_.start(), tokens_.end() - tokens_.start());
  }
  return true;
}

bool JsonGraphEvents::on_open(Kind kind) {
  tokens_.next();
  if (depth_ >= deepest) return fail(range(tokens_.start()), "nests deeper than 64 levels");
  if (depth_ > 0) return ++depth_ > 0;
  const Use what = use();
  if (!check_kind(what, kind)) return false;
  if (what.way == Use::Way::opened) return begin(what.place);
  depth_ = 1;
  kept_from_ = tokens_.start();
  kept_use_ = what;
  return true;
}

bool JsonGraphEvents::on_close() {
  tokens_.next();
  if (depth_ == 0) {
    const Place closed = place();
    places_.pop_back();
    return end(closed);
  }
  if (--depth_ == 0 && kept_use_.way == Use::Way::kept) {
    *kept_use_.into = core::compact_json(text_.substr(kept_from_, tokens_.end() - kept_from_));
  }
  return true;
}

bool JsonGraphEvents::check_kind(const Use& what, Kind kind) {
  if (!what.needs || *what.needs == kind) return true;
  const core::TextRange at =
      kind == Kind::object || kind == Kind::array ? range(tokens_.end() - 1) : range(tokens_.start());
  if (place() == Place::outside) {
    return fail(at,
                "is " + std::string(name_of(kind)) + ", but a graph is an object with 'processes' and 'connections'");
  }
  const std::string owner = place() == Place::connections ? "a connection" : '\'' + core::printable(key_) + '\'';
  return fail(at, "has " + std::string(name_of(kind)) + " as " + owner + ", where " +
                      std::string(name_of(*what.needs)) + " is needed");
}

bool JsonGraphEvents::read_index() {
  const std::string_view digits = text_.substr(tokens_.start(), tokens_.end() - tokens_.start());
  std::uint32_t index = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (failure != std::errc{} || end != digits.data() + digits.size()) {
    return fail(range(tokens_.start()), "has an 'index' that is no whole number from 0 to 4294967295");
  }
  core::PortName* const port = place() == Place::source   ? &*link_.source
                               : place() == Place::target ? &*link_.target
                                                          : &export_->inner;
  port->index = index;
  return true;
}

bool JsonGraphEvents::parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& failure) {
  const std::size_t at = std::min(position > 0 ? position - 1 : 0, text_.size());
  const bool at_end = core::without_blanks(text_.substr(at)).empty();
  const core::TextRange where{static_cast<std::uint32_t>(at), at < text_.size() ? 1U : 0U};
  if (failure.id == out_of_range) {
    tokens_.next();
    return fail(range(tokens_.start()), "has a number beyond the largest one");
  }
  return fail(where, at_end ? "ends before its last bracket is closed"
                            : "is no JSON here; look at this character and the one before it");
}

core::TextRange JsonGraphEvents::range(std::size_t start) const {
  return {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(tokens_.end() - start)};
}

bool JsonGraphEvents::fail(const core::TextRange& at, std::string message) {
  problem_ = {at.offset, at.length, std::move(message)};
  return false;
}

}  // namespace mfp::declaration
