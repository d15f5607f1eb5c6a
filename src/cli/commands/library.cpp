#include <algorithm>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/commands/declaration_report.hpp"
#include "core/json/json_document.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/text.hpp"
#include "declaration/device/catalog.hpp"
#include "system/disk.hpp"

namespace mfp::cli {

namespace {

/// A member of an announcement as a person reads it.
std::string text_of(const std::vector<core::ExtraField>& extras, std::string_view key) {
  const auto found =
      std::find_if(extras.begin(), extras.end(), [&](const core::ExtraField& extra) { return extra.key == key; });
  return found == extras.end() ? "" : core::text_of_json(found->json);
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size() + 2, width), ' ');
  return text;
}

/// In a folder of the user's own, then where `use` looks.
std::vector<std::string> folders() {
  std::vector<std::string> all{"participants"};
  for (std::string& folder : library_folders()) all.push_back(std::move(folder));
  return all;
}

declaration::Declaration load_one(const declaration::CatalogEntry& entry) {
  declaration::Sources sources;
  sources.definitions = {entry.file};
  sources.library = folders();
  sources.examples = declaration::Examples::kept;
  return declaration::load(sources, system::Disk());
}

/// `Plus Plug S` is three words.
std::vector<std::string> words_of(const std::vector<std::string>& arguments) {
  std::vector<std::string> words;
  for (const std::string& argument : arguments) {
    std::istringstream stream(argument);
    words.insert(words.end(), std::istream_iterator<std::string>(stream), {});
  }
  return words;
}

bool contains_all(std::string_view text, const std::vector<std::string>& words) {
  const auto same = [](char a, char b) { return core::lower(a) == core::lower(b); };
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
  });
}

/// `'shelly' and 'plug'`.
std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "'" : " and '") + word + '\'';
  return text;
}

ExitCode no_library() {
  std::cerr << "error: there are no definitions in";
  for (const std::string& folder : folders()) std::cerr << ' ' << folder;
  std::cerr << '\n';
  return ExitCode::no_input;
}

/// Models and makers stand in a definition's comments, not in its name.
bool mentions(const declaration::CatalogEntry& entry, const std::vector<std::string>& words) {
  constexpr std::size_t most_bytes = 1048576;
  const auto text = system::Disk().read(entry.file, most_bytes);
  return text && contains_all(entry.name + ' ' + *text, words);
}

ExitCode list(const std::vector<std::string>& words) {
  constexpr std::size_t label_column = 30;
  const std::vector<declaration::CatalogEntry> entries = declaration::catalog(system::Disk(), folders());
  if (entries.empty()) return no_library();
  std::string named;
  std::string mentioned;
  for (const declaration::CatalogEntry& entry : entries) {
    const auto description = declaration::describe(entry.file, system::Disk(), folders());
    if (!description) continue;
    const std::string line = padded(entry.name, label_column) + description->label + '\n';
    if (contains_all(entry.name + ' ' + description->label, words)) {
      named += line;
    } else if (mentions(entry, words)) {
      mentioned += line;
    }
  }
  if (named.empty() && mentioned.empty()) {
    std::cerr << "error: no definition mentions " << core::printable(listed(words))
              << "; without a word, all are listed, and those of generic/ fit devices of any make\n";
    return ExitCode::no_input;
  }
  std::cout << named << (named.empty() || mentioned.empty() ? "" : "\nalso mentioned in\n") << mentioned;
  return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
}

void show_ports(std::string_view title, const std::vector<core::Port>& ports) {
  if (ports.empty()) return;
  std::size_t widest = 0;
  for (const core::Port& port : ports) widest = std::max(widest, port.id.size() + 4);
  std::cout << '\n' << title << '\n';
  for (const core::Port& port : ports) {
    std::cout << padded("  " + port.id, widest) << padded(port.type, 9) << text_of(port.extras, "description") << '\n';
  }
}

void show_parameters(const std::vector<declaration::ParameterDescription>& parameters) {
  if (parameters.empty()) return;
  std::size_t widest = 0;
  for (const declaration::ParameterDescription& parameter : parameters)
    widest = std::max(widest, parameter.name.size() + 4);
  std::cout << "\nparameters\n";
  for (const declaration::ParameterDescription& parameter : parameters) {
    std::cout << padded("  " + parameter.name, widest) << parameter.description;
    if (parameter.default_value) {
      std::cout << (parameter.default_value->empty() ? " (may be left out)"
                                                     : " (" + *parameter.default_value + " unless given)");
    }
    std::cout << '\n';
  }
}

/// The line that a person copies, with the parameters that need a value.
void show_use(const std::string& name, const std::string& role,
              const std::vector<declaration::ParameterDescription>& parameters) {
  std::string with;
  for (const declaration::ParameterDescription& parameter : parameters) {
    if (!parameter.default_value) with += (with.empty() ? "" : ", ") + parameter.name + ": " + parameter.name;
  }
  std::cout << "\nin a devices file\n  my-" << role << ": {use: " << name
            << (with.empty() ? "" : ", with: {" + with + "}") << "}\n";
}

void show_sample(const core::Participant& participant) {
  const auto examples = participant.examples();
  const auto sample = std::find_if(examples.begin(), examples.end(), [](const core::Example& example) {
    return example.direction == core::Direction::out && example.gives.kind == core::Expectation::Kind::bytes;
  });
  if (sample == examples.end()) return;
  std::cout << "\na message of the device, on " << core::printable(sample->topic) << "\n  "
            << core::printable(sample->payload) << "\n  gives " << core::printable(sample->gives.bytes) << " at "
            << participant.outports[sample->port].id << '\n';
}

ExitCode show(const std::string& name) {
  const std::vector<declaration::CatalogEntry> entries = declaration::catalog(system::Disk(), folders());
  if (entries.empty()) return no_library();
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [&](const declaration::CatalogEntry& known) { return known.name == name; });
  if (entry == entries.end()) {
    std::vector<std::string_view> names;
    names.reserve(entries.size());
    for (const declaration::CatalogEntry& known : entries) names.push_back(known.name);
    std::cerr << "error: there is no definition '" << core::printable(name) << '\'';
    if (const auto near = core::nearest(name, names)) std::cerr << "; did you mean '" << *near << "'?";
    std::cerr << '\n';
    return ExitCode::no_input;
  }
  const declaration::Declaration found = load_one(*entry);
  if (const ExitCode code = report(found, std::cerr); code != ExitCode::ok) return code;
  const auto description = declaration::describe(entry->file, system::Disk(), folders());
  if (!description || found.configuration->participants.empty()) {
    std::cerr << "error: " << entry->file << " holds no definition\n";
    return ExitCode::config;
  }
  const auto& [label, parameters] = *description;
  const core::Participant& participant = found.configuration->participants.front();
  std::cout << name << "  " << label << '\n' << entry->file << '\n';
  show_ports("inports", participant.inports);
  show_ports("outports", participant.outports);
  show_parameters(parameters);
  show_use(name, participant.role, parameters);
  show_sample(participant);
  return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
}

}  // namespace

ExitCode library(const Options& options) {
  const std::vector<std::string>& words = options.paths;
  if (words.empty() || words.front() != "show") return list(words_of(words));
  if (words.size() == 2) return show(words.back());
  std::cerr << "error: library show takes one name, e.g. msgflo-foreign-participant library show tasmota/plug\n";
  return ExitCode::usage;
}

}  // namespace mfp::cli
