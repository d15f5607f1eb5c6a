#include "bridge/relay/session_memory.hpp"

#include <sstream>
#include <utility>

#include "system/disk.hpp"

namespace mfp::bridge {

namespace {

constexpr std::size_t largest_file = 64 * 1024 * 1024;
constexpr std::chrono::seconds quiet_time{1};

std::set<std::string> filters_of(const core::RouteTable& table) {
  std::set<std::string> filters;
  for (const core::Subscription* subscription : table.subscriptions()) {
    if (!subscription->released) filters.emplace_hint(filters.end(), subscription->filter.text());
  }
  return filters;
}

std::string as_lines(const std::set<std::string>& filters) {
  std::string lines;
  for (const std::string& filter : filters) lines += filter + '\n';
  return lines;
}

}  // namespace

SessionMemory::SessionMemory(std::string file, system::EventLoop& loop, system::Worker& worker,
                             system::Warnings& warnings)
    : loop_(loop), file_(std::move(file)), worker_(worker), warnings_(warnings), timer_(loop.timer()) {
  if (file_.empty()) return;
  // A file that is missing or cannot be read is no fault: at worst a message for nobody is acknowledged.
  const system::Disk disk;
  std::istringstream lines(disk.read(file_, largest_file).value_or(""));
  for (std::string line; std::getline(lines, line);) filters_.insert(line);
  ports_ = core::read_known_ports(disk.read(ports_file(), largest_file).value_or(""));
}

std::set<std::string> SessionMemory::obsolete(const core::RouteTable& table) const {
  std::set<std::string> rest = filters_;
  for (const core::Subscription* subscription : table.subscriptions()) rest.erase(subscription->filter.text());
  return rest;
}

void SessionMemory::add(const core::RouteTable& table) {
  std::set<std::string> all = filters_of(table);
  all.insert(filters_.begin(), filters_.end());
  store(std::move(all));
}

void SessionMemory::keep_only(const core::RouteTable& table) { store(filters_of(table)); }

void SessionMemory::keep_only_soon(const core::RouteTable& table) {
  if (file_.empty() || std::exchange(waiting_, true)) return;
  timer_->set(loop_.now() + quiet_time, [this, &table] { keep_now(table); });
}

void SessionMemory::keep_now(const core::RouteTable& table) {
  timer_->cancel();
  if (std::exchange(waiting_, false)) store(filters_of(table));
}

void SessionMemory::forget() {
  timer_->cancel();
  waiting_ = false;
  store({});
}

void SessionMemory::keep_ports(const core::KnownPorts& ports) {
  if (file_.empty() || ports == ports_) return;
  ports_ = ports;
  write(ports_file(), core::to_json(ports));
}

void SessionMemory::store(std::set<std::string> filters) {
  if (file_.empty() || filters == filters_) return;
  filters_ = std::move(filters);
  write(file_, as_lines(filters_));
}

void SessionMemory::write(const std::string& file, std::string content) {
  system::write_in_background(
      worker_, file, [content = std::move(content)] { return content; },
      [this](const std::string& problem) {
        if (!problem.empty()) warnings_.say(problem);
      });
}

}  // namespace mfp::bridge
