#include "declaration/set/file_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "declaration/device/device_reader.hpp"
#include "declaration/fields/requirements.hpp"
#include "declaration/fields/substitution.hpp"
#include "declaration/set/broker_reader.hpp"
#include "declaration/set/foreign_file.hpp"
#include "declaration/set/router_reader.hpp"

namespace mfp::declaration {

namespace {

constexpr Subject the_devices_file{"the devices file", std::nullopt};
constexpr Subject the_definition{"the definition", std::nullopt};

bool has_key(const std::vector<Entry>& all, Key key) {
  return std::any_of(all.begin(), all.end(), [&](const Entry& entry) { return entry.key.text() == key.name; });
}

bool looks_like_definition(const std::vector<Entry>& all) {
  return has_key(all, keys::component) || has_key(all, keys::inports) || has_key(all, keys::outports) ||
         has_key(all, keys::extends) || has_key(all, keys::params);
}

/// Keys that make a devices file also of a file without participants.
constexpr std::array<Key, 4> keys_of_sets{keys::broker, keys::connections, keys::graph, keys::router};

bool says_something(const std::vector<Entry>& all) {
  return std::any_of(keys_of_sets.begin(), keys_of_sets.end(), [&](Key key) { return has_key(all, key); });
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
  if (!expect_map_at_top(report_, root, the_devices_file)) return;
  const std::vector<Entry> all = entries(root);
  if (!has_key(all, keys::participants) && has_key(all, keys::role)) return read_single(document);
  if (!has_key(all, keys::participants) && looks_like_definition(all)) {
    return report_.error(root.document(), all.front().key.range(), definition_message(document.file));
  }
  const Reading reading{report_, Origin::devices_file, {}, {}, nullptr};
  const Block block(reading, root, Context::devices_file, the_devices_file);
  read_set_keys(reading, block);
  const Entry* participants = block.find(keys::participants);
  if (participants != nullptr && participants->value.kind() != Kind::nothing) {
    read_participants(document, *participants);
  }
}

void FileReader::read_role(const std::string& role, const Document& document, WithoutValue without_value) {
  const ErrorScope errors(report_);
  const auto add_problem = [&](core::Severity severity, std::string message) {
    report_.add({severity, {document.file, 0, 0, 1}, std::move(message), {}});
  };
  if (auto error = role_error(role)) add_problem(core::Severity::error, *std::move(error));
  core::Participant participant;
  participant.role = role;
  participant.id = role;
  participant.file = document.index;
  participants_.complete_from(document, without_value, participant);
  // Definitions that are looked at by themselves are called by their file; and an error may be that of the role.
  const bool is_chosen = without_value != WithoutValue::takes_its_name && !errors.any();
  if (auto warning = is_chosen ? role_warning(role) : std::nullopt) {
    add_problem(core::Severity::warning, std::move(warning->message));
  }
  if (!errors.any()) check_component(Value(document, 0), the_definition, participant);
  add(std::move(participant), errors);
}

void FileReader::read_participants(const Document& document, const Entry& participants) {
  if (!expect_map({report_, Origin::devices_file, {}, {}, nullptr}, participants, {"'participants'", std::nullopt},
                  "{heater: {component: legacy/Heater}}"))
    return;
  std::vector<core::Participant>& all = set_.configuration.participants;
  all.reserve(all.size() + document.nodes[participants.value.index()].count / 2);
  for_each_entry(participants.value, [&](const Entry& entry) { read_entry(document, entry); });
}

void FileReader::read_entry(const Document& document, const Entry& entry) {
  const ErrorScope errors(report_);
  core::Participant participant;
  participant.role = entry.key.text();
  participant.id = participant.role;
  participant.file = document.index;
  participant.mark = entry.key.mark();
  const Subject subject{"participant", entry.key.text()};
  Substitutions substitutions{document.file, entry.key};
  const Reading reading{report_, Origin::devices_file, participant.role, {}, nullptr, &substitutions};
  check_role(report_, participant.role, entry.key);
  if (entry.value.kind() == Kind::nothing) {
    report_.error(entry.key, subject.text() + " is empty; it needs 'component' or 'use'");
  } else if (expect_map(reading, entry, subject, "{use: tasmota/plug} or {component: legacy/Heater}")) {
    if (document.is_faulty) report_.count_known_error();
    participants_.complete(reading, Block(reading, entry.value, Context::participant, subject), subject, participant,
                           document);
    // An unknown key is often the mistyped `component` or `use` itself.
    if (!errors.any()) check_component(entry.key, subject, participant);
  }
  if (!substitutions.role_is_told) warn_of_role(report_, participant.role, entry.key, errors);
  add(std::move(participant), errors);
}

void FileReader::read_single(const Document& document) {
  const ErrorScope errors(report_);
  const Value root(document, 0);
  core::Participant participant;
  participant.file = document.index;
  Substitutions substitutions{document.file};
  if (document.is_faulty) report_.count_known_error();
  // The role is needed before the block is read, for it stands in messages and queues.
  for (const Entry& entry : entries(root)) {
    if (entry.key.text() != keys::role.name) continue;
    const auto role = read_text({report_, Origin::definition, {}, {}, nullptr}, entry, the_definition);
    if (!role) return;
    check_role(report_, *role, entry.value);
    participant.role = *role;
    participant.id = *role;
    participant.mark = entry.value.mark();
    substitutions.role_at = entry.value;
  }
  const Reading reading{report_, Origin::definition, participant.role, {}, nullptr, &substitutions};
  Block block(reading, root, Context::single_device, the_definition);
  read_set_keys(reading, block);
  participants_.complete(reading, std::move(block), the_definition, participant, document);
  if (!errors.any()) check_component(root, the_definition, participant);
  if (substitutions.role_at && !substitutions.role_is_told) {
    warn_of_role(report_, participant.role, *substitutions.role_at, errors);
  }
  add(std::move(participant), errors);
}

void FileReader::read_set_keys(const Reading& reading, const Block& block) {
  if (const Entry* entry = block.find(keys::broker)) read_set_broker(reading, *entry);
  if (const Entry* entry = block.find(keys::router)) read_set_router(reading, *entry);
  if (const Entry* entry = block.find(keys::connections)) graphs_.read_connections(*entry);
  if (const Entry* entry = block.find(keys::graph)) graphs_.read_graphs(*entry);
}

void FileReader::read_set_broker(const Reading& reading, const Entry& entry) {
  auto settings = read_broker(reading, source_, entry);
  if (!settings) return;
  if (!set_.broker_at) {
    set_.configuration.broker = *std::move(settings);
    set_.broker_at = entry.key.place();
    set_.configuration.broker_file = set_.broker_at->file;
  } else if (set_.configuration.broker != settings) {
    report_.error(entry.key,
                  "another broker than in " + place_text(*set_.broker_at) + "; all files together have one broker");
  }
}

void FileReader::read_set_router(const Reading& reading, const Entry& entry) {
  const auto settings = read_router(reading, entry);
  if (!settings) return;
  if (!set_.router_at) {
    set_.configuration.router = *settings;
    set_.router_at = entry.key.place();
  } else if (set_.configuration.router != *settings) {
    report_.error(entry.key, "other router settings than in " + place_text(*set_.router_at) +
                                 "; all files together have one router");
  }
}

void FileReader::check_component(const Value& at, const Subject& subject, const core::Participant& participant) {
  if (!participant.component.empty()) return;
  const Range range = at.kind() == Kind::map ? Range{at.range().position, 1} : at.range();
  report_.error(at.document(), range,
                subject.text() + ' ' + missing_text(field_of(Context::participant, keys::component)));
}

void FileReader::add(core::Participant participant, const ErrorScope& errors) {
  set_.faulty.push_back(errors.any());
  set_.configuration.participants.push_back(std::move(participant));
}

bool is_devices_file(const Document& document) {
  const Value root(document, 0);
  if (root.kind() != Kind::map) return false;
  const std::vector<Entry> all = entries(root);
  return has_key(all, keys::participants) || has_key(all, keys::use) || says_something(all);
}

}  // namespace mfp::declaration
