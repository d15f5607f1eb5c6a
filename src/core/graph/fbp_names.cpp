#include "core/graph/fbp_names.hpp"

#include <cstddef>

#include "core/graph/fbp_words.hpp"

namespace mfp::core {

namespace {

/// `_` for every character that the language does not take, and before a name that begins with a digit or the like.
std::string nearest(bool (*is_taken)(std::string_view), std::string_view name) {
  std::string changed;
  for (const char c : name) {
    const bool continues_character = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (!continues_character) changed += is_taken(std::string{'a', c}) ? c : '_';
  }
  return is_taken(changed) ? changed : '_' + changed;
}

}  // namespace

FbpNames::FbpNames(const Graph& graph)
    : processes_{is_fbp_process_name, {}, {}, {}},
      ports_{is_fbp_port_name, {}, {}, {}},
      components_{is_fbp_component, {}, {}, {}} {
  for (const Graph::Process& process : graph.processes) {
    note(processes_, process.name);
    note(components_, process.component);
  }
  for (const auto* exports : {&graph.inports, &graph.outports}) {
    for (const Graph::Export& entry : *exports) {
      note(entry.inner);
      note(ports_, entry.name);
    }
  }
  for (const Graph::Packet& packet : graph.packets) note(packet.target);
  for (const Graph::Connection& connection : graph.connections) {
    note(connection.source);
    note(connection.target);
  }
  change_others(processes_);
  change_others(components_);
  change_others(ports_);
}

void FbpNames::note(const PortName& port) {
  note(processes_, port.role);
  note(ports_, port.port);
}

void FbpNames::note(Kind& kind, const std::string& name) {
  if (kind.is_taken(name)) {
    kind.used.insert(name);
  } else if (kind.written.try_emplace(name).second) {
    kind.others.push_back(name);
  }
}

void FbpNames::change_others(Kind& kind) {
  std::unordered_map<std::string, std::size_t> numbers;
  for (const std::string& name : kind.others) {
    const std::string stem = nearest(kind.is_taken, name);
    std::string changed = stem;
    std::size_t& number = numbers.try_emplace(stem, 1).first->second;
    while (!kind.used.insert(changed).second) changed = stem + '_' + std::to_string(++number);
    kind.written[name] = changed;
    changes_.push_back({name, changed});
  }
}

const std::string& FbpNames::find(const Kind& kind, const std::string& name) {
  const auto found = kind.written.find(name);
  return found == kind.written.end() ? name : found->second;
}

}  // namespace mfp::core
