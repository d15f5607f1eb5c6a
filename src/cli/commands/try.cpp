#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/commands/declaration_report.hpp"
#include "core/conversion/conversion.hpp"
#include "core/conversion/value_type.hpp"
#include "core/model/relay.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/text.hpp"

namespace mfp::cli {

namespace {

/// Shows what the port's steps make of the payload, a line each.
void show(const core::Relay& relay, core::PayloadReader& payload) {
  const core::Port& port = *relay.port;
  std::cout << core::port_name(*relay.participant, port) << "  "
            << (relay.direction == core::Direction::out ? "(outport)" : "(inport)") << '\n';
  const std::string target = " -> " + std::string(relay.target()) + "  ";
  if (!port.conversion) {
    std::cout << "  as it is" << target << core::printable(payload.bytes()) << '\n';
    const core::ValueType type = core::value_type_of(port.type);
    if (!core::looks_like(type, payload.bytes()))
      std::cout << "  with a warning: " << core::expected_text(type) << '\n';
    return;
  }
  std::string result;
  core::Trace trace;
  const core::Outcome outcome = port.conversion->convert(payload, result, &trace);
  for (const core::StepTaken& step : trace) {
    std::string name = "  " + step.step;
    constexpr std::size_t result_column = 26;
    name.resize(std::max(name.size() + 2, result_column), ' ');
    std::cout << name << step.result << '\n';
  }
  if (outcome == core::Outcome::converted) {
    std::cout << " " << target << core::printable(result)
              << (port.conversion->only_changes() ? "  (if it changed)" : "") << '\n';
  } else {
    std::cout << (outcome == core::Outcome::failed ? "  dropped with a warning\n" : "  skipped: nothing is sent\n");
  }
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

}  // namespace

ExitCode try_message(const Options& options) {
  constexpr std::size_t before_files = 2;
  const bool has_files = options.paths.size() > before_files || !options.roles.empty();
  if (options.paths.size() < before_files || !has_files) {
    std::cerr << "error: try takes a topic, a payload and the files, e.g. msgflo-foreign-participant try "
                 "tele/plug/SENSOR '{\"Power\":12}' devices.yaml\n";
    return ExitCode::usage;
  }
  const std::string topic = options.paths[0];
  const auto name = core::TopicName::parse(topic);
  if (!name) {
    std::cerr << "error: the topic '" << core::printable(topic) << "' " << name.error().message << '\n';
    return ExitCode::usage;
  }
  std::string bytes = options.paths[1];
  if (bytes == "-") bytes.assign(std::istreambuf_iterator<char>(std::cin), {});
  Options files = options;
  files.paths.erase(files.paths.begin(), files.paths.begin() + before_files);
  const declaration::Declaration declaration = load(files);
  const ExitCode found = report(declaration, std::cerr);
  if (found != ExitCode::ok) return found;
  core::PayloadReader payload;
  payload.open(bytes);
  std::vector<std::string_view> sources;
  bool taken = false;
  core::for_each_relay(declaration.configuration->participants, [&](const core::Relay& relay) {
    sources.push_back(relay.source());
    if (!core::TopicFilter::parse(relay.source())->matches(topic)) return;
    taken = true;
    show(relay, payload);
  });
  if (taken) return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
  std::cerr << "error: no port takes messages on " << core::printable(topic);
  const std::string source = source_of(topic, declaration.configuration->participants);
  const auto near = core::nearest(topic, sources);
  if (!source.empty()) {
    std::cerr << "; " << core::printable(source);
  } else if (near) {
    std::cerr << "; did you mean '" << *near << "'?";
  }
  std::cerr << '\n';
  return ExitCode::failed;
}

}  // namespace mfp::cli
