#include "client/watch_list.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/model/port_search.hpp"
#include "core/mqtt/topic.hpp"
#include "core/text/text.hpp"

namespace mfp::client {

WatchList::WatchList(std::vector<std::string> words, std::uint32_t first_identifier)
    : words_(std::move(words)), next_identifier_(first_identifier) {}

std::vector<WatchList::Step> WatchList::take_in(const core::Participant& participant) {
  std::vector<Step> steps;
  const Identifiers former = take_off(participant.role);
  std::vector<std::string>& ports = by_role_[participant.role].ports;
  for (const core::Direction direction : {core::Direction::in, core::Direction::out}) {
    for (const core::Port& port : participant.ports(direction)) {
      ports.push_back(core::port_name(participant, port));
      if (wanted(participant, port)) watch(participant, port, direction, steps);
    }
  }
  drop_unused(former, steps);
  return steps;
}

std::vector<WatchList::Step> WatchList::forget(std::string_view role) {
  std::vector<Step> steps;
  drop_unused(take_off(std::string(role)), steps);
  return steps;
}

WatchList::Identifiers WatchList::take_off(const std::string& role) {
  const auto known = by_role_.extract(role);
  if (known.empty()) return {};
  for (const std::uint32_t identifier : known.mapped().subscriptions) {
    std::erase_if(subscriptions_[identifier].watched, [&](const Watched& one) { return one.role == role; });
  }
  return std::move(known.mapped().subscriptions);
}

void WatchList::drop_unused(const Identifiers& former, std::vector<Step>& steps) {
  for (const std::uint32_t identifier : former) {
    const auto subscription = subscriptions_.find(identifier);
    if (subscription == subscriptions_.end() || !subscription->second.watched.empty()) continue;
    steps.push_back({Step::Kind::unsubscribe, subscription->second.filter, identifier});
    identifiers_.erase(subscription->second.filter);
    subscriptions_.erase(subscription);
  }
}

bool WatchList::wanted(const core::Participant& participant, const core::Port& port) const {
  return words_.empty() || std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
           return word == participant.role || core::same_name(word, core::port_name(participant, port));
         });
}

void WatchList::watch(const core::Participant& participant, const core::Port& port, core::Direction direction,
                      std::vector<Step>& steps) {
  Watched watched{participant.role, core::port_name(participant, port), port.queue, WatchedMessage::Place::queue};
  widest_name_ = std::max(widest_name_, core::count_characters(watched.port));
  add(port.queue, watched, steps);
  if (!port.topic) return;
  watched.place =
      direction == core::Direction::in ? WatchedMessage::Place::to_device : WatchedMessage::Place::from_device;
  add(port.topic->text(), std::move(watched), steps);
}

void WatchList::add(const std::string& filter, Watched watched, std::vector<Step>& steps) {
  const auto [known, added] = identifiers_.emplace(filter, next_identifier_);
  const std::uint32_t identifier = known->second;
  if (added) {
    ++next_identifier_;
    steps.push_back({Step::Kind::subscribe, filter, identifier});
  }
  by_role_[watched.role].subscriptions.push_back(identifier);
  Subscription& subscription = subscriptions_[identifier];
  subscription.filter = filter;
  subscription.watched.push_back(std::move(watched));
}

std::string_view WatchList::filter(std::uint32_t identifier) const {
  const auto subscription = subscriptions_.find(identifier);
  return subscription == subscriptions_.end() ? std::string_view() : std::string_view(subscription->second.filter);
}

std::vector<WatchList::Owner> WatchList::owners(std::uint32_t identifier) const {
  std::vector<Owner> owners;
  const auto subscription = subscriptions_.find(identifier);
  if (subscription == subscriptions_.end()) return owners;
  const std::vector<Watched>& watched = subscription->second.watched;
  for (auto first = watched.begin(); first != watched.end();) {
    const auto last = std::find_if(first, watched.end(), [&](const Watched& one) { return one.role != first->role; });
    for (const auto place :
         {WatchedMessage::Place::queue, WatchedMessage::Place::from_device, WatchedMessage::Place::to_device}) {
      const auto there = [&](const Watched& one) { return one.place == place; };
      const auto one = std::find_if(first, last, there);
      if (one == last) continue;
      const bool alone = std::none_of(std::next(one), last, there);
      owners.push_back({alone ? one->port : one->role, alone ? one->queue : std::string_view(), place});
    }
    first = last;
  }
  return owners;
}

std::vector<std::uint32_t> WatchList::matching(std::string_view topic) const {
  std::vector<std::uint32_t> matching;
  for (const auto& [filter, identifier] : identifiers_) {
    if (core::TopicFilter::parse(filter)->matches(topic)) matching.push_back(identifier);
  }
  return matching;
}

std::vector<std::string> WatchList::names() const {
  std::set<std::string> names;
  for (const auto& [role, known] : by_role_) {
    names.insert(role);
    names.insert(known.ports.begin(), known.ports.end());
  }
  return {names.begin(), names.end()};
}

std::size_t WatchList::ports() const {
  std::size_t count = 0;
  for (const auto& [identifier, subscription] : subscriptions_) {
    const auto& watched = subscription.watched;
    // Each port has one queue, and may have a topic besides.
    count += static_cast<std::size_t>(std::count_if(
        watched.begin(), watched.end(), [](const Watched& one) { return one.place == WatchedMessage::Place::queue; }));
  }
  return count;
}

}  // namespace mfp::client
