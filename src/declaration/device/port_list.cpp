#include "declaration/device/port_list.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/text/suggestion.hpp"

namespace mfp::declaration {

namespace {

using core::Direction;

PortSources list_map(const Reading& reading, const Value& map, Direction direction) {
  const std::vector<Entry> all = entries(map);
  PortSources ports;
  ports.reserve(all.size());
  for (const Entry& entry : all) {
    if (entry.value.kind() == Kind::nothing) {
      ports.push_back({entry.key, std::nullopt});
    } else if (expect_map(reading, entry, {kind_of(direction), entry.key.text()}, "{topic: heater/state}")) {
      ports.push_back({entry.key, entry.value});
    }
  }
  return ports;
}

const Entry* find_id(const std::vector<Entry>& all) {
  const auto found =
      std::find_if(all.begin(), all.end(), [](const Entry& entry) { return entry.key.text() == keys::id.name; });
  return found == all.end() ? nullptr : &*found;
}

/// The value of an item's `id`.
std::optional<Value> id_of(const Reading& reading, const Value& item, std::string_view nameless) {
  if (item.kind() != Kind::map) {
    reading.report.error(item, "a port in a list must be a map with 'id'" + but_is(item));
    return std::nullopt;
  }
  const std::vector<Entry> all = entries(item);
  const Entry* id = find_id(all);
  if (id == nullptr) {
    reading.report.error(item, std::string(nameless) + " has no 'id'; ports in a list need one");
    return std::nullopt;
  }
  if (!read_text(reading, *id, {nameless, std::nullopt})) return std::nullopt;
  return id->value;
}

PortSources list_items(const Reading& reading, const Value& list, Direction direction) {
  PortSources ports;
  std::unordered_map<std::string_view, std::uint32_t> lines;
  for (const Value& item : items(list)) {
    const auto id = id_of(reading, item, direction == Direction::in ? "an inport" : "an outport");
    if (!id) continue;
    const auto [first, added] = lines.emplace(id->text(), id->mark().line);
    if (added) {
      ports.push_back({*id, item});
    } else {
      const Subject subject{kind_of(direction), id->text()};
      reading.report.error(
          *id, "a second " + subject.text() + "; the first one is in line " + std::to_string(first->second));
    }
  }
  return ports;
}

void refuse_removal(const Reading& reading, const PortSource& port, const PortSources& base, Direction direction) {
  const std::string kind(kind_of(direction));
  std::string message = "there is no inherited " + kind + ' ' + with_quotes(port.id()) + " to leave out";
  if (reading.report.has_many()) return reading.report.error(port.name, std::move(message));
  std::vector<std::string_view> known;
  for (const PortSource& inherited : base) known.push_back(inherited.id());
  if (const auto near = core::nearest(port.id(), known)) {
    message += "; did you mean '" + std::string(*near) + "'?";
  } else {
    message += "; a new " + kind + " without keys is written " + shortened(port.id()) + ": {}";
  }
  reading.report.error(port.name, std::move(message));
}

}  // namespace

PortSources list_ports(const Reading& reading, const Entry& ports, Direction direction) {
  if (ports.value.kind() == Kind::map) return list_map(reading, ports.value, direction);
  if (ports.value.kind() == Kind::list) return list_items(reading, ports.value, direction);
  if (ports.value.kind() != Kind::nothing) {
    reading.report.error(ports.value, with_quotes(ports.key.text()) + " must be a map of ports" + but_is(ports.value));
  }
  return {};
}

PortSources with_inherited(const Reading& reading, const PortSources& ports, const DevicePorts& all,
                           Direction direction) {
  const PortSources& base = all.of(direction);
  PortSources together;
  for (const PortSource& inherited : base) {
    const PortSource* own = find_port(ports, inherited.id());
    if (own == nullptr) together.push_back(inherited);
    if (own != nullptr && own->fields) together.push_back(*own);
  }
  for (const PortSource& port : ports) {
    if (find_port(base, port.id()) != nullptr) continue;
    if (!port.fields && !all.base_is_missing) refuse_removal(reading, port, base, direction);
    together.push_back(port);
  }
  return together;
}

const PortSource* find_port(const PortSources& ports, std::string_view id) {
  const auto found = std::find_if(ports.begin(), ports.end(), [&](const PortSource& port) { return port.id() == id; });
  return found == ports.end() ? nullptr : &*found;
}

std::string_view kind_of(Direction direction) { return direction == Direction::in ? "inport" : "outport"; }

}  // namespace mfp::declaration
