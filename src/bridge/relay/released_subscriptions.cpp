#include "bridge/relay/released_subscriptions.hpp"

#include <chrono>
#include <iterator>
#include <string>
#include <utility>

namespace mfp::bridge {

namespace {

constexpr std::chrono::seconds sweep_step{10};

}  // namespace

void ReleasedSubscriptions::add(const core::Subscription& subscription) {
  table_.release(subscription.filter.text());
  if (heard_.empty()) sweep_later();
  heard_.insert_or_assign(subscription.id, true);
}

void ReleasedSubscriptions::hear(const core::Message& message) {
  for (const std::uint32_t id : message.subscriptions) {
    if (const auto subscription = heard_.find(id); subscription != heard_.end()) subscription->second = true;
  }
}

void ReleasedSubscriptions::sweep_later() {
  timer_->set(loop_.now() + sweep_step, [this] { sweep(); });
}

void ReleasedSubscriptions::sweep() {
  // While the connection is away, nothing can come.
  for (auto entry = heard_.begin(); subscriber_.up() && entry != heard_.end();) {
    const core::Subscription* subscription = table_.find(entry->first);
    const bool gone = subscription == nullptr || !subscription->released;
    const bool silent = !std::exchange(entry->second, false);
    if (!gone && silent) table_.erase(std::string(subscription->filter.text()));
    entry = gone || silent ? heard_.erase(entry) : std::next(entry);
  }
  if (!heard_.empty()) sweep_later();
}

}  // namespace mfp::bridge
