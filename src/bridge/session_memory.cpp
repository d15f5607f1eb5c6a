#include "bridge/session_memory.hpp"

#include <sstream>
#include <utility>

#include "system/disk.hpp"

namespace mfp::bridge {

namespace {

constexpr std::size_t largest_file = 64 * 1024 * 1024;

std::set<std::string> filters_of(const core::RouteTable& table) {
  std::set<std::string> filters;
  for (const core::Subscription& subscription : table.subscriptions()) {
    filters.emplace_hint(filters.end(), subscription.filter.text());
  }
  return filters;
}

}  // namespace

SessionMemory::SessionMemory(std::string file) : file_(std::move(file)) {
  if (file_.empty()) return;
  // A file that is missing or cannot be read is no fault: at worst a message for nobody is acknowledged.
  std::istringstream lines(system::Disk().read(file_, largest_file).value_or(""));
  for (std::string line; std::getline(lines, line);) filters_.insert(line);
}

std::set<std::string> SessionMemory::obsolete(const core::RouteTable& table) const {
  std::set<std::string> rest = filters_;
  for (const core::Subscription& subscription : table.subscriptions()) rest.erase(subscription.filter.text());
  return rest;
}

core::Result<void> SessionMemory::add(const core::RouteTable& table) {
  std::set<std::string> all = filters_of(table);
  all.insert(filters_.begin(), filters_.end());
  return store(std::move(all));
}

core::Result<void> SessionMemory::keep_only(const core::RouteTable& table) { return store(filters_of(table)); }

core::Result<void> SessionMemory::store(std::set<std::string> filters) {
  if (file_.empty() || filters == filters_) return {};
  std::string lines;
  for (const std::string& filter : filters) lines += filter + '\n';
  auto written = system::write_atomically(file_, lines);
  if (written) filters_ = std::move(filters);
  return written;
}

}  // namespace mfp::bridge
