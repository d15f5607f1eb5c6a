#include "core/port_search.hpp"

#include <algorithm>

#include "core/text.hpp"

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

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

const Port* find_port(const std::vector<Port>& ports, const PortName& wanted) {
  if (wanted.index) {
    if (const Port* element = find_named(ports, wanted.port + '[' + std::to_string(*wanted.index) + ']'))
      return element;
  }
  return find_named(ports, wanted.port);
}

}  // namespace mfp::core
