#include "bridge/edges/edge_log.hpp"

#include <algorithm>
#include <utility>

#include "core/text/text.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

constexpr std::size_t most_roles_told = 5;
constexpr std::chrono::milliseconds shortest_wait{100};
constexpr std::chrono::seconds between_lines{10};

}  // namespace

std::string edge_summary(const core::EdgeTable& edge_table) {
  const std::size_t edges = edge_table.edges().size() + edge_table.bindings();
  if (edges == 0) return {};
  std::string text = core::counted(edges, "edge");
  const std::size_t waiting = edge_table.waiting_edges();
  if (waiting == 0) return text;
  text += "; " + core::with_thousands(waiting) + (waiting == 1 ? " waits for " : " wait for ");
  const auto roles = edge_table.waiting();
  std::size_t told = 0;
  for (const auto& [role, count] : roles) {
    if (told == most_roles_told) break;
    text += (told++ == 0 ? "" : ", ") + core::printable(role);
  }
  if (roles.size() > told) text += " and " + core::with_thousands(roles.size() - told) + " more";
  return text;
}

EdgeLog::EdgeLog(system::EventLoop& loop, std::function<std::string()> summary)
    : loop_(loop), summary_(std::move(summary)), timer_(loop.timer()) {}

void EdgeLog::tell_soon() {
  if (std::exchange(due_, true)) return;
  timer_->set(std::max(loop_.now() + shortest_wait, told_ + between_lines), [this] {
    due_ = false;
    told_ = loop_.now();
    if (const std::string text = summary_(); !text.empty()) spdlog::info("{}", text);
  });
}

}  // namespace mfp::bridge
