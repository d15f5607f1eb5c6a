#include "system/warnings.hpp"

#include "system/log.hpp"

namespace mfp::system {

void Warnings::say(const std::string& kind, const std::function<std::string()>& line) {
  if (!fold_.admit(kind, loop_.now())) return;
  spdlog::warn("{}", line());
  set_timer();
}

void Warnings::set_timer() {
  const auto due = fold_.next_due();
  if (!due) return;
  timer_->set(*due, [this] {
    for (const std::string& line : fold_.take_due(loop_.now())) spdlog::warn("{}", line);
    set_timer();
  });
}

}  // namespace mfp::system
