#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/participant.hpp"
#include "core/model/port_name.hpp"

namespace mfp::core {

/// The port that a graph names, or null. Upper and lower case count as equal, as MsgFlo's graphs are written in
/// capitals; a port that is written exactly so comes first. `IN[2]` is the port of that name, else the port `IN`: a
/// queue has no places.
[[nodiscard]] const Port* find_port(const std::vector<Port>& ports, const PortName& wanted);

/// Finds the same ports at the same cost however many there are. It points into `ports`.
class PortIndex {
 public:
  explicit PortIndex(const std::vector<Port>& ports);
  [[nodiscard]] const Port* find(const PortName& wanted) const;

 private:
  [[nodiscard]] const Port* find_named(const std::string& name) const;

  std::unordered_map<std::string_view, const Port*> exact_;
  /// By name in small letters, the first one.
  std::unordered_map<std::string, const Port*> small_;
};

/// Whether two names are equal but for the case of ASCII letters.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

}  // namespace mfp::core
