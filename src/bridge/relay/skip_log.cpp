#include "bridge/relay/skip_log.hpp"

#include <string>
#include <utility>

#include "core/text/text.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

constexpr std::size_t longest_payload_told = 80;

}  // namespace

void SkipLog::take(const core::Skipped& message) {
  const bool each = spdlog::should_log(spdlog::level::debug);
  // Often most messages are such ones, which need not know the time.
  if (!each && message.cause == core::SkipCause::repeated) return;
  const auto now = loop_.now();
  if (!each && !summary_.has_room(now)) return;
  const core::Route& route = *message.route;
  core::SkipReason reason = core::skip_reason(*route.conversion, message.payload, message.cause);
  if (each) {
    spdlog::debug("{} skipped {}: {}", route.name, core::printable(message.payload.substr(0, longest_payload_told)),
                  reason.text);
  }
  if (reason.intended) return;
  summary_.count(route.name, std::move(reason.text), now);
  if (!timer_is_set_) set_timer();
}

void SkipLog::finish() {
  timer_->cancel();
  for (const std::string& line : summary_.take_all()) spdlog::info("{}", line);
}

void SkipLog::set_timer() {
  const auto due = summary_.next_due();
  timer_is_set_ = due.has_value();
  if (!due) return;
  timer_->set(*due, [this] {
    for (const std::string& line : summary_.take_due(loop_.now())) spdlog::info("{}", line);
    set_timer();
  });
}

}  // namespace mfp::bridge
