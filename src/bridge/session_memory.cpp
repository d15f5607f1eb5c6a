#include "bridge/session_memory.hpp"

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
    filters.emplace_hint(filters.end(), subscription->filter.text());
  }
  return filters;
}

std::string as_lines(const std::set<std::string>& filters) {
  std::string lines;
  for (const std::string& filter : filters) lines += filter + '\n';
  return lines;
}

}  // namespace

SessionMemory::SessionMemory(std::string file, system::EventLoop& loop, system::Worker& worker, Warnings& warnings)
    : file_(std::move(file)), worker_(worker), warnings_(warnings), timer_(loop.timer()) {
  if (file_.empty()) return;
  // A file that is missing or cannot be read is no fault: at worst a message for nobody is acknowledged.
  std::istringstream lines(system::Disk().read(file_, largest_file).value_or(""));
  for (std::string line; std::getline(lines, line);) filters_.insert(line);
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
  timer_->set(system::EventLoop::Clock::now() + quiet_time, [this, &table] {
    waiting_ = false;
    std::set<std::string> filters = filters_of(table);
    if (filters != filters_) store_in_background(std::move(filters));
  });
}

void SessionMemory::pause() {
  timer_->cancel();
  waiting_ = false;
}

void SessionMemory::store(std::set<std::string> filters) {
  if (file_.empty() || filters == filters_) return;
  const auto written = system::write_atomically(file_, as_lines(filters));
  if (!written) return warnings_.say(written.error().message);
  filters_ = std::move(filters);
}

void SessionMemory::store_in_background(std::set<std::string> filters) {
  const auto problem = std::make_shared<std::string>();
  worker_.run(
      [file = file_, lines = as_lines(filters), problem] {
        if (const auto written = system::write_atomically(file, lines); !written) *problem = written.error().message;
      },
      [this, problem] {
        if (!problem->empty()) warnings_.say(*problem);
      });
  filters_ = std::move(filters);
}

}  // namespace mfp::bridge
