#include <array>
#include <chrono>
#include <iostream>
#include <utility>

#include "cli/census.hpp"
#include "cli/commands.hpp"
#include "cli/live_system.hpp"
#include "cli/port_words.hpp"
#include "cli/router_messages.hpp"
#include "cli/terminal.hpp"
#include "core/binding.hpp"
#include "core/text.hpp"

namespace mfp::cli {

namespace {

constexpr std::chrono::seconds patience{5};

/// The words of one change of the router's bindings.
struct Change {
  std::string_view request;
  std::string_view done;
  std::string_view takes_outport;
  std::string_view takes_inport;
  /// What to do about a participant that is not announced.
  std::string_view way_out;
};

constexpr Change binding{"addbinding", "bound", "bind takes an outport first", "bind takes an inport second", ""};
constexpr Change unbinding{"removebinding", "unbound", "unbind takes an outport first", "unbind takes an inport second",
                           "; the queues of one that is gone are unbound with --queue"};

/// One end of a binding: how a person calls it, and its queue.
struct End {
  std::string name;
  std::string queue;
};

/// Finds the two ports, asks the router, tells what it says.
class Rebinding {
 public:
  Rebinding(const Options& options, const Change& change, LiveTarget target)
      : change_(change),
        json_(options.json),
        words_are_queues_(options.queue),
        wishes_{PortWish{options.paths[0], core::Direction::out, change.takes_outport},
                PortWish{options.paths[1], core::Direction::in, change.takes_inport}},
        system_(std::move(target)),
        census_(system_, declared_participants(system_.target()), std::chrono::duration<double>(options.wait)) {}

  ExitCode run() {
    return system_.run([this] { begin(); }, [this](const core::Message& message) { census_.hear(message); });
  }

 private:
  void begin() {
    if (words_are_queues_) return ask({wishes_[0].word, wishes_[0].word}, {wishes_[1].word, wishes_[1].word});
    census_.take([this] { return all_settled(); }, [this](Census::Source) { ask_by_ports(); });
  }

  /// Both ports are known, or one of them never will be.
  bool all_settled() const {
    bool all_found = true;
    for (const PortWish& wish : wishes_) {
      const auto found = find_port(census_.participants(), wish);
      if (!found && found.error().kind == PortProblem::Kind::final) return true;
      all_found = all_found && found;
    }
    return all_found;
  }

  void ask_by_ports() {
    std::array<End, 2> ends;
    for (std::size_t i = 0; i < ends.size(); ++i) {
      const auto found = find_port(census_.participants(), wishes_[i]);
      if (!found) return system_.fail(problem_text(found.error()), ExitCode::failed);
      ends[i] = {core::port_name(*found->participant, *found->port), found->port->queue};
    }
    ask(ends[0], ends[1]);
  }

  std::string problem_text(const PortProblem& problem) const {
    const bool may_be_gone = problem.kind == PortProblem::Kind::open && !problem.message.ends_with('?');
    return problem.message + std::string(may_be_gone ? change_.way_out : "");
  }

  void ask(const End& source, const End& target) {
    const std::string done =
        std::string(change_.done) + ' ' + core::printable(source.name) + " -> " + core::printable(target.name);
    system_.request(std::string(change_.request), core::to_json(core::Binding{source.queue, target.queue}), patience,
                    [this, done](const std::optional<std::string>& answer) { tell(answer, done); });
  }

  void tell(const std::optional<std::string>& answer, const std::string& done) {
    if (!answer) return system_.fail(system_.no_router(), ExitCode::unavailable);
    if (json_) std::cout << json_line(*answer) << '\n';
    if (const auto reason = refusal(*answer)) return system_.fail(core::printable(*reason), ExitCode::failed);
    if (!json_) std::cout << done << '\n';
    system_.end(ExitCode::ok);
  }

  const Change& change_;
  bool json_;
  bool words_are_queues_;
  std::array<PortWish, 2> wishes_;
  LiveSystem system_;
  Census census_;
};

ExitCode change_binding(const Options& options, const Change& change) {
  const std::vector<std::string>& words = options.paths;
  auto target = find_target(options, {words.begin() + 2, words.end()});
  if (!target) return target.error();
  const ExitCode code = Rebinding(options, change, *std::move(target)).run();
  return std::cout.flush() ? code : ExitCode::io_error;
}

}  // namespace

ExitCode bind(const Options& options) { return change_binding(options, binding); }
ExitCode unbind(const Options& options) { return change_binding(options, unbinding); }

}  // namespace mfp::cli
