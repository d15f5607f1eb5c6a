#include <chrono>
#include <functional>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/commands/declaration_report.hpp"
#include "client/port_query.hpp"
#include "core/conversion/conversion.hpp"
#include "core/conversion/value/value_type.hpp"
#include "core/model/relay.hpp"
#include "core/routing/edge_table.hpp"
#include "core/routing/skip_reason.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/text.hpp"

namespace mfp::cli {

namespace {

void show_step(const core::StepTaken& step) {
  constexpr std::size_t result_column = 26;
  std::cout << core::padded("  " + step.step(), result_column) << step.result << '\n';
}

/// Follows one message through ports and edges to where it ends, a line for each step.
class Trial {
 public:
  explicit Trial(const declaration::Declaration& declaration)
      : participants_(declaration.configuration->participants),
        edges_(declaration.configuration->participants, declaration.configuration->edges,
               declaration.configuration->sources, directory_, {}) {}

  /// Whether a port or an edge takes messages on the topic.
  bool follow(std::string_view topic, std::string_view payload) {
    // Cycles of edges are left out, but devices answer on topics of their own.
    if (!seen_.emplace(topic).second) return true;
    bool taken = false;
    core::for_each_relay(participants_, [&](const core::Relay& relay) {
      if (!core::TopicFilter::parse(relay.source())->matches(topic)) return;
      taken = true;
      show(relay, payload);
    });
    return follow_edges(std::string(topic), payload) || taken;
  }

 private:
  void show(const core::Relay& relay, std::string_view bytes) {
    const core::Port& port = *relay.port;
    std::cout << core::port_name(*relay.participant, port)
              << (relay.direction == core::Direction::out ? "  (outport)\n" : "  (inport)\n");
    if (!port.conversion) return pass_on(relay, bytes);
    core::PayloadReader payload;
    payload.open(bytes);
    std::string result;
    core::Trace trace;
    const core::Converted converted = port.conversion->convert(payload, result, &trace);
    for (const core::StepTaken& step : trace) show_step(step);
    switch (converted.outcome) {
      case core::Outcome::converted:
        std::cout << "  -> " << relay.target() << "  " << core::printable(result)
                  << (port.conversion->only_changes() ? "  (if it changed)\n" : "\n");
        return go_on(relay, result);
      case core::Outcome::skipped:
        std::cout << "  skipped, nothing is sent: "
                  << core::skip_reason(*port.conversion, bytes, core::SkipCause::step).text << '\n';
        return;
      case core::Outcome::failed:
        std::cout << "  dropped with a warning: " << core::printable(converted.fault.text()) << '\n';
    }
  }

  void pass_on(const core::Relay& relay, std::string_view bytes) {
    std::cout << "  as it is -> " << relay.target() << "  " << core::printable(bytes) << '\n';
    const core::ValueType type = core::value_type_of(relay.port->type);
    if (!core::looks_like(type, bytes)) std::cout << "  with a warning: " << core::expected_text(type) << '\n';
    go_on(relay, bytes);
  }

  /// What reached a device has arrived.
  void go_on(const core::Relay& relay, std::string_view bytes) {
    if (relay.direction == core::Direction::out) (void)follow(relay.target(), bytes);
  }

  bool follow_edges(const std::string& queue, std::string_view payload) {
    bool taken = false;
    for (const auto& [binding, entry] : edges_.entries()) {
      if (binding.source != queue || entry.edges.empty()) continue;
      taken = true;
      const core::Edge& edge = edges_.edges()[entry.edges.front()];
      std::cout << core::to_text(edge.source) << " -> " << core::to_text(edge.target) << "  (edge)\n";
      if (!entry.refusal.empty()) {
        std::cout << "  left out: " << core::printable(entry.refusal) << '\n';
        continue;
      }
      std::cout << "  -> " << binding.target << "  " << core::printable(payload) << '\n';
      (void)follow(binding.target, payload);
    }
    for (const core::Edge& edge : edges_.edges()) {
      if (edges_.is_ours(edge.target.role) || edges_.queue_of(edge.source, core::Direction::out) != queue) continue;
      taken = true;
      std::cout << core::to_text(edge.source) << " -> " << core::to_text(edge.target) << "  (edge)\n  waits for "
                << core::printable(edge.target.role) << ", which others announce\n";
    }
    return taken;
  }

  const std::vector<core::Participant>& participants_;
  core::Directory directory_;
  core::EdgeTable edges_;
  std::set<std::string, std::less<>> seen_;
};

/// The queue of the port that the word names in any case; the word itself when it names none.
std::string queue_of(const std::string& word, const std::vector<core::Participant>& participants) {
  client::LiveParticipants known;
  for (const core::Participant& participant : participants)
    known.push_back({participant, std::chrono::seconds(0), client::Speaker::ours});
  for (const core::Direction direction : {core::Direction::in, core::Direction::out}) {
    if (const auto found = client::find_port(known, {word, direction, "", ""})) return found->port->queue;
  }
  return word;
}

/// `heater.TEMPERATURE sends there what comes on heater/state`; empty when no port does.
std::string source_of(std::string_view topic, const std::vector<core::Participant>& participants) {
  std::string text;
  core::for_each_relay(participants, [&](const core::Relay& relay) {
    if (!text.empty() || relay.target() != topic) return;
    text = core::port_name(*relay.participant, *relay.port) + " sends there what comes on ";
    text += relay.source();
  });
  return text;
}

ExitCode not_taken(const std::string& topic, const std::vector<core::Participant>& participants) {
  std::vector<std::string_view> sources;
  core::for_each_relay(participants, [&](const core::Relay& relay) { sources.push_back(relay.source()); });
  std::cerr << "error: no port takes messages on " << core::printable(topic);
  const std::string source = source_of(topic, participants);
  const auto near = core::nearest(topic, sources);
  if (!source.empty()) {
    std::cerr << "; " << core::printable(source);
  } else if (near) {
    std::cerr << "; did you mean '" << *near << "'?";
  }
  std::cerr << '\n';
  return ExitCode::failed;
}

}  // namespace

ExitCode try_message(const TryOptions& options) {
  const bool has_files = !options.files.paths.empty() || !options.files.roles.empty();
  if (!options.topic || !options.payload || !has_files) {
    std::cerr << "error: try takes a topic, a payload and the files, e.g. msgflo-foreign-participant try "
                 "tele/plug/SENSOR '{\"Power\":12}' devices.yaml\n";
    return ExitCode::usage;
  }
  const std::string& topic = *options.topic;
  const auto name = core::TopicName::parse(topic);
  if (!name) {
    std::cerr << "error: the topic '" << core::printable(topic) << "' " << name.error().message << '\n';
    return ExitCode::usage;
  }
  std::string bytes = *options.payload;
  if (bytes == "-") bytes.assign(std::istreambuf_iterator<char>(std::cin), {});
  const declaration::Declaration declaration = load(options.files);
  const ExitCode found = report(declaration, std::cerr);
  if (found != ExitCode::ok) return found;
  Trial trial(declaration);
  const std::string queue = queue_of(topic, declaration.configuration->participants);
  const bool taken = trial.follow(topic, bytes) || (queue != topic && trial.follow(queue, bytes));
  if (!taken) return not_taken(queue, declaration.configuration->participants);
  return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
}

}  // namespace mfp::cli
