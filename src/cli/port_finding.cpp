#include "cli/port_finding.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace mfp::cli {

PortFinding::PortFinding(LiveSystem& system, const Options& options, std::vector<PortWish> wishes,
                         Census::NoRouter no_router)
    : system_(system),
      wishes_(std::move(wishes)),
      census_(system_, declared_participants(system_.target()), std::chrono::duration<double>(options.wait),
              no_router) {}

void PortFinding::find(Done done) {
  census_.take([this] { return settled(); }, [this, done = std::move(done)](Census::Source) { tell(done); });
}

bool PortFinding::settled() const {
  bool all_found = true;
  for (const PortWish& wish : wishes_) {
    const auto found = find_port(participants(), wish);
    if (!found && found.error().kind == PortProblem::Kind::final) return true;
    all_found = all_found && found;
  }
  return all_found;
}

void PortFinding::tell(const Done& done) {
  std::vector<FoundPort> ports;
  std::optional<PortProblem> problem;
  for (const PortWish& wish : wishes_) {
    const auto found = find_port(participants(), wish);
    if (found) {
      ports.push_back(*found);
    } else if (!problem ||
               (problem->kind == PortProblem::Kind::open && found.error().kind == PortProblem::Kind::final)) {
      // A final one may have ended the search before the others could be found.
      problem = found.error();
    }
  }
  problem ? system_.fail(problem->message, ExitCode::failed) : done(ports);
}

}  // namespace mfp::cli
