#include "core/model/port_search.hpp"

#include <algorithm>

#include "core/text/text.hpp"

namespace mfp::core {

namespace {

const Port* find_named(const std::vector<Port>& ports, std::string_view name) {
  const Port* found = nullptr;
  for (const Port& port : ports) {
    if (port.id == name) return &port;
    if (found == nullptr && same_name(port.id, name)) found = &port;
  }
  return found;
}

std::string in_small_letters(std::string_view name) {
  std::string small(name);
  std::transform(small.begin(), small.end(), small.begin(), lower);
  return small;
}

/// By `find(name)`; `IN[2]` comes before `IN`.
template <class Find>
const Port* find_with_index(const PortName& wanted, Find find) {
  if (wanted.index) {
    if (const Port* element = find(wanted.port + '[' + std::to_string(*wanted.index) + ']')) return element;
  }
  return find(wanted.port);
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

const Port* find_port(const std::vector<Port>& ports, const PortName& wanted) {
  return find_with_index(wanted, [&](std::string_view name) { return find_named(ports, name); });
}

PortIndex::PortIndex(const std::vector<Port>& ports) {
  for (const Port& port : ports) {
    exact_.emplace(port.id, &port);
    small_.emplace(in_small_letters(port.id), &port);
  }
}

const Port* PortIndex::find_named(const std::string& name) const {
  if (const auto found = exact_.find(name); found != exact_.end()) return found->second;
  const auto found = small_.find(in_small_letters(name));
  return found == small_.end() ? nullptr : found->second;
}

const Port* PortIndex::find(const PortName& wanted) const {
  return find_with_index(wanted, [this](const std::string& name) { return find_named(name); });
}

}  // namespace mfp::core
