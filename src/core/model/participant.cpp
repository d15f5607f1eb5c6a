#include "core/model/participant.hpp"

#include <algorithm>

namespace mfp::core {

std::string default_queue(std::string_view role, std::string_view port) {
  std::string queue;
  queue.reserve(role.size() + 1 + port.size());
  queue += role;
  queue += '.';
  for (const char letter : port) {
    queue += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  return queue;
}

std::string port_name(const Participant& participant, const Port& port) {
  return default_queue(participant.role, port.id);
}

std::size_t relayed_ports(const Participant& participant) {
  const auto relayed = [](const Port& port) { return port.topic.has_value(); };
  return static_cast<std::size_t>(std::count_if(participant.inports.begin(), participant.inports.end(), relayed) +
                                  std::count_if(participant.outports.begin(), participant.outports.end(), relayed));
}

}  // namespace mfp::core
