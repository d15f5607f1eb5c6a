#include "core/graph/fbp_hint.hpp"

namespace mfp::core {

std::optional<std::string> in_two_words(const FbpWord& word, Direction direction) {
  const std::size_t dot = word.name.find('.');
  if (dot == std::string_view::npos || word.has_component) return std::nullopt;
  const std::string role(word.name.substr(0, dot));
  std::string port(word.name.substr(dot + 1));
  if (!is_fbp_process_name(role) || !is_fbp_port_name(port)) return std::nullopt;
  if (word.index) port += '[' + std::to_string(*word.index) + ']';
  return direction == Direction::out ? role + ' ' + port : port + ' ' + role;
}

}  // namespace mfp::core
