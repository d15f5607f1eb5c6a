#include "declaration/file_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "declaration/broker_reader.hpp"
#include "declaration/device_reader.hpp"

namespace mfp::declaration {

namespace {

constexpr Subject the_devices_file{"the devices file", std::nullopt};
constexpr Subject the_definition{"the definition", std::nullopt};

bool has_key(const std::vector<Entry>& all, std::string_view name) {
  return std::any_of(all.begin(), all.end(), [&](const Entry& entry) { return entry.key.text() == name; });
}

bool looks_like_definition(const std::vector<Entry>& all) {
  return has_key(all, "component") || has_key(all, "inports") || has_key(all, "outports");
}

/// Whether the document holds a map; reports when it does not.
bool expect_map_at_top(Report& report, const Value& root, const Subject& subject) {
  if (root.kind() == Kind::map) return true;
  report.error(root, subject.text() + " must be a map of keys and values" + but_is(root));
  return false;
}

}  // namespace

void FileReader::read_devices(const Document& document) {
  const Value root(document, 0);
  const std::size_t errors_before = report_.errors();
  if (!expect_map_at_top(report_, root, the_devices_file)) return;
  const std::vector<Entry> all = entries(root);
  if (!has_key(all, "participants") && has_key(all, "role")) return read_single(document);
  if (!has_key(all, "participants") && looks_like_definition(all)) {
    report_.error(root.document(), all.front().key.range(),
                  "this is a component definition, which has no role of its own; add 'role', or start it with "
                  "--role NAME:" +
                      document.file + ", or name it with 'use' in a devices file");
    return;
  }
  const Reading reading{report_, Origin::devices_file, {}};
  const Block block(reading, root, Context::devices_file, the_devices_file);
  read_set_broker(reading, block);
  const Entry* participants = block.find("participants");
  if (participants != nullptr && participants->value.kind() != Kind::nothing) {
    read_participants(document, *participants);
  } else if (block.find("broker") == nullptr && !document.is_faulty && report_.errors() == errors_before) {
    report_.warning(root, "no participants");
  }
}

void FileReader::read_role(const std::string& role, const Document& document) {
  const std::size_t errors_before = report_.errors();
  const auto add_problem = [&](core::Severity severity, std::string message) {
    report_.add({severity, {document.file, 0, 0, 1}, std::move(message), {}});
  };
  if (auto error = role_error(role)) add_problem(core::Severity::error, *std::move(error));
  if (auto warning = role_warning(role)) add_problem(core::Severity::warning, *std::move(warning));
  core::Participant participant;
  participant.role = role;
  participant.id = role;
  participant.file = document.index;
  const Reading reading{report_, Origin::definition, participant.role};
  read_definition(reading, document, participant);
  if (report_.errors() == errors_before) check_component(Value(document, 0), the_definition, participant);
  add(std::move(participant), errors_before);
}

void FileReader::read_participants(const Document& document, const Entry& participants) {
  if (!expect_map({report_, Origin::devices_file, {}}, participants, {"'participants'", std::nullopt},
                  "{heater: {component: legacy/Heater}}"))
    return;
  const std::vector<Entry> all = entries(participants.value);
  set_.participants.reserve(set_.participants.size() + all.size());
  for (const Entry& entry : all) read_entry(document, entry);
  if (all.empty() && !document.is_faulty) report_.warning(participants.key, "no participants");
}

void FileReader::read_entry(const Document& document, const Entry& entry) {
  const std::size_t errors_before = report_.errors();
  core::Participant participant;
  participant.role = entry.key.text();
  participant.id = participant.role;
  participant.file = document.index;
  participant.mark = entry.key.mark();
  const Subject subject{"participant", entry.key.text()};
  const Reading reading{report_, Origin::devices_file, participant.role};
  check_role(report_, participant.role, entry.key);
  if (entry.value.kind() == Kind::nothing) {
    report_.error(entry.key, subject.text() + " is empty; it needs 'component' or 'use'");
  } else if (expect_map(reading, entry, subject, "{component: legacy/Heater}")) {
    if (document.is_faulty) report_.repeat_error();
    const Block block(reading, entry.value, Context::participant, subject);
    fill(reading, block, subject, participant);
    // An unknown key is often the mistyped `component` or `use` itself.
    if (report_.errors() == errors_before) check_component(entry.key, subject, participant);
  }
  add(std::move(participant), errors_before);
}

void FileReader::read_single(const Document& document) {
  const std::size_t errors_before = report_.errors();
  const Value root(document, 0);
  core::Participant participant;
  participant.file = document.index;
  if (document.is_faulty) report_.repeat_error();
  // The role is needed before the block is read, for it stands in messages and queues.
  for (const Entry& entry : entries(root)) {
    if (entry.key.text() != "role") continue;
    const auto role = read_text({report_, Origin::definition, {}}, entry, the_definition);
    if (!role) return;
    check_role(report_, *role, entry.value);
    participant.role = *role;
    participant.id = *role;
    participant.mark = entry.value.mark();
  }
  const Reading reading{report_, Origin::definition, participant.role};
  const Block block(reading, root, Context::single_device, the_definition);
  read_set_broker(reading, block);
  fill(reading, block, the_definition, participant);
  if (report_.errors() == errors_before) check_component(root, the_definition, participant);
  add(std::move(participant), errors_before);
}

void FileReader::read_set_broker(const Reading& reading, const Block& block) {
  const Entry* entry = block.find("broker");
  if (entry == nullptr) return;
  auto settings = read_broker(reading, *entry);
  if (!settings) return;
  const core::Mark mark = entry->key.mark();
  const core::Place place{entry->key.document().file, mark.line, mark.column, 1};
  if (!set_.broker) {
    set_.broker = PlacedBroker{*std::move(settings), place};
  } else if (set_.broker->settings != *settings) {
    const core::Place& first = set_.broker->place;
    report_.error(entry->key, "another broker than in " + first.file + ':' + std::to_string(first.line) +
                                  "; all files together have one broker");
  }
}

void FileReader::fill(const Reading& reading, const Block& block, const Subject& subject,
                      core::Participant& participant) {
  if (block.find("use") != nullptr) {
    use(reading, block, subject, participant);
    override_device(reading, block, subject, participant);
  } else {
    read_device(reading, block, subject, participant);
  }
}

void FileReader::use(const Reading& reading, const Block& block, const Subject& subject,
                     core::Participant& participant) {
  const Entry& entry = *block.find("use");
  const auto wanted = read_text(reading, entry, subject);
  if (!wanted) return;
  const auto path = library_.find(std::string(*wanted), entry.key.document().file);
  if (!path) return report_.error(entry.value, path.error().message);
  std::string why_not;
  const std::size_t errors_before = report_.errors();
  const Document* definition = library_.open(*path, report_, why_not);
  if (definition == nullptr) return report_.error(entry.value, quoted(*path) + ": " + why_not);
  if (definition->nodes.empty()) {
    const bool is_known_to_be_faulty = definition->is_faulty && report_.errors() == errors_before;
    if (is_known_to_be_faulty) report_.repeat_error();
    if (!definition->is_faulty) report_.error(entry.value, "the definition " + quoted(*path) + " is empty");
    return;
  }
  read_definition({report_, Origin::definition, reading.role}, *definition, participant);
  const auto place_at_user = [&](core::Port& port) { port.mark = participant.mark; };
  std::for_each(participant.inports.begin(), participant.inports.end(), place_at_user);
  std::for_each(participant.outports.begin(), participant.outports.end(), place_at_user);
}

void FileReader::read_definition(const Reading& reading, const Document& document, core::Participant& participant) {
  const Value root(document, 0);
  if (document.is_faulty) report_.repeat_error();
  if (!expect_map_at_top(report_, root, the_definition)) return;
  bool is_definition = true;
  for (const Entry& entry : entries(root)) {
    constexpr std::array<std::string_view, 3> elsewhere{"participants", "broker", "use"};
    if (std::find(elsewhere.begin(), elsewhere.end(), entry.key.text()) == elsewhere.end()) continue;
    is_definition = false;
    report_.error(entry.key,
                  quoted(entry.key.text()) + " belongs in a devices file; a definition describes one device");
  }
  if (!is_definition) return;
  const Block block(reading, root, Context::definition, the_definition);
  read_device(reading, block, the_definition, participant);
}

void FileReader::check_component(const Value& at, const Subject& subject, const core::Participant& participant) {
  if (!participant.component.empty()) return;
  const Range range = at.kind() == Kind::map ? Range{at.range().position, 1} : at.range();
  report_.error(at.document(), range, subject.text() + " has no 'component'");
}

void FileReader::add(core::Participant participant, std::size_t errors_before) {
  if (report_.errors() != errors_before) set_.faulty.push_back(set_.participants.size());
  set_.participants.push_back(std::move(participant));
}

}  // namespace mfp::declaration
