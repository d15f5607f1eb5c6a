#include "cli/commands/library_show.hpp"

#include <algorithm>
#include <iostream>
#include <string_view>

#include "cli/commands/declaration_report.hpp"
#include "client/watched_message.hpp"
#include "core/json/json_document.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/text.hpp"
#include "declaration/device/catalog.hpp"
#include "system/disk.hpp"

namespace mfp::cli {

namespace {

constexpr std::size_t longest_payload = 60;

/// A member of an announcement as a person reads it.
std::string text_of(const std::vector<core::ExtraField>& extras, std::string_view key) {
  const auto found =
      std::find_if(extras.begin(), extras.end(), [&](const core::ExtraField& extra) { return extra.key == key; });
  return found == extras.end() ? "" : core::text_of_json(found->json);
}

std::string payload_text(std::string_view payload) {
  return client::cut_to(client::readable(payload), longest_payload);
}

declaration::Declaration load_one(const declaration::CatalogEntry& entry) {
  declaration::Sources sources;
  sources.definitions = {entry.file};
  sources.library = catalog_folders();
  sources.examples = declaration::Examples::kept;
  return declaration::load(sources, system::Disk());
}

/// The first recorded payload of the port that gives something: `  {"temp":21.5} gives 21.5`.
std::string example_of(const core::Participant& participant, core::Direction direction, std::size_t port) {
  for (const core::Example& example : participant.examples()) {
    const bool is_of_port = example.direction == direction && example.port == port;
    if (!is_of_port || example.gives.kind != core::Expectation::Kind::bytes) continue;
    return "  " + payload_text(example.payload) + " gives " + payload_text(example.gives.bytes);
  }
  return "";
}

void show_ports(std::string_view title, const core::Participant& participant, core::Direction direction) {
  const std::vector<core::Port>& ports = participant.ports(direction);
  if (ports.empty()) return;
  std::size_t widest = 0;
  for (const core::Port& port : ports) widest = std::max(widest, port.id.size() + 4);
  std::cout << '\n' << title << '\n';
  for (std::size_t i = 0; i < ports.size(); ++i) {
    const core::Port& port = ports[i];
    std::cout << core::padded("  " + port.id, widest) << core::padded(port.type.empty() ? "any" : port.type, 9)
              << text_of(port.extras, "description") << '\n';
    if (!port.topic) continue;
    std::cout << std::string(widest, ' ') << (direction == core::Direction::in ? "-> " : "<- ")
              << core::printable(port.topic->text()) << example_of(participant, direction, i) << '\n';
  }
}

void show_parameters(const std::vector<declaration::ParameterDescription>& parameters) {
  if (parameters.empty()) return;
  std::size_t widest = 0;
  for (const declaration::ParameterDescription& parameter : parameters)
    widest = std::max(widest, parameter.name.size() + 4);
  std::cout << "\nparameters\n";
  for (const declaration::ParameterDescription& parameter : parameters) {
    std::cout << core::padded("  " + parameter.name, widest) << parameter.description;
    if (parameter.default_value) {
      std::cout << (parameter.default_value->empty() ? " (may be left out)"
                                                     : " (" + *parameter.default_value + " unless given)");
    }
    std::cout << '\n';
  }
}

/// The lines that a person copies, with the parameters that need a value.
void show_use(const std::string& name, const std::string& role,
              const std::vector<declaration::ParameterDescription>& parameters) {
  std::string with;
  for (const declaration::ParameterDescription& parameter : parameters) {
    if (!parameter.default_value) with += (with.empty() ? "" : ", ") + parameter.name + ": " + parameter.name;
  }
  std::cout << "\nin devices.yaml\n  participants:\n    my-" << role << ": {use: " << name
            << (with.empty() ? "" : ", with: {" + with + "}") << "}\n";
}

ExitCode no_definition(const std::string& name, const std::vector<declaration::CatalogEntry>& entries) {
  std::vector<std::string_view> names;
  names.reserve(entries.size());
  for (const declaration::CatalogEntry& known : entries) names.push_back(known.name);
  std::cerr << "error: there is no definition '" << core::printable(name) << '\'';
  if (const auto near = core::nearest(name, names)) std::cerr << "; did you mean '" << *near << "'?";
  std::cerr << '\n';
  return ExitCode::no_input;
}

}  // namespace

std::vector<std::string> catalog_folders() {
  std::vector<std::string> all{"participants"};
  for (std::string& folder : library_folders()) all.push_back(std::move(folder));
  return all;
}

ExitCode no_library() {
  std::cerr << "error: there are no definitions in";
  for (const std::string& folder : catalog_folders()) std::cerr << ' ' << folder;
  std::cerr << '\n';
  return ExitCode::no_input;
}

ExitCode show_definition(const std::string& name) {
  const std::vector<declaration::CatalogEntry> entries = declaration::catalog(system::Disk(), catalog_folders());
  if (entries.empty()) return no_library();
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [&](const declaration::CatalogEntry& known) { return known.name == name; });
  if (entry == entries.end()) return no_definition(name, entries);
  const declaration::Declaration found = load_one(*entry);
  if (const ExitCode code = report(found, std::cerr); code != ExitCode::ok) return code;
  const auto description = declaration::describe(entry->file, system::Disk(), catalog_folders());
  if (!description || found.configuration->participants.empty()) {
    std::cerr << "error: " << entry->file << " holds no definition\n";
    return ExitCode::config;
  }
  const auto& [label, parameters] = *description;
  std::cout << name << "  " << label << '\n' << entry->file << '\n';
  const core::Participant& participant = found.configuration->participants.front();
  show_ports("inports, to the device", participant, core::Direction::in);
  show_ports("outports, from the device", participant, core::Direction::out);
  show_parameters(parameters);
  show_use(name, participant.role, parameters);
  return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
}

}  // namespace mfp::cli
