#include "core/model/port_name.hpp"

namespace mfp::core {

std::string to_text(const PortName& port) {
  std::string text = port.role + '.' + port.port;
  if (port.index) text += '[' + std::to_string(*port.index) + ']';
  return text;
}

}  // namespace mfp::core
