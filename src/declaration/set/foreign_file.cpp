#include "declaration/set/foreign_file.hpp"

#include <algorithm>
#include <array>

#include "core/graph/fbp_words.hpp"
#include "declaration/device/library.hpp"
#include "declaration/yaml/document_reader.hpp"
#include "declaration/yaml/lines.hpp"
#include "declaration/yaml/paths.hpp"

namespace mfp::declaration {

namespace {

/// Nobody's configuration keeps what it is for itself longer.
constexpr std::size_t looked_at = 64 * 1024;

struct TopKey {
  std::string_view name;
  std::size_t offset = 0;
};

/// The first words of the lines without indentation, without the colon of a key.
std::vector<TopKey> top_keys(std::string_view text) {
  std::vector<TopKey> keys;
  for (std::size_t start = 0; start < text.size();) {
    const std::string_view line = line_at(text, start);
    if (!line.empty() && std::string_view(" \t#-").find(line.front()) == std::string_view::npos) {
      std::string_view name = line.substr(0, line.find_first_of(": \t"));
      if (name.size() > 2 && (name.front() == '\'' || name.front() == '"')) name = name.substr(1, name.size() - 2);
      keys.push_back({name, start});
    }
    const std::size_t end = text.find('\n', start);
    if (end == std::string_view::npos) break;
    start = end + 1;
  }
  return keys;
}

using Names = std::vector<std::string_view>;

const TopKey* find_one(const std::vector<TopKey>& keys, const Names& names) {
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const TopKey& key) {
    return std::find(names.begin(), names.end(), key.name) != names.end();
  });
  return found == keys.end() ? nullptr : &*found;
}

bool holds_one(std::string_view text, const Names& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != text.npos; });
}

constexpr std::string_view home_assistant =
    "devices are declared below 'participants:' with the topics that they have there";

/// How files of a program are known: by one of these keys at the top, and by one of these words anywhere.
struct Program {
  std::string_view name;
  Names keys;
  Names words;
  std::string_view way_out;
};

const std::vector<Program>& programs() {
  // The first that fits counts: Zigbee2MQTT and ESPHome have keys of Home Assistant, too.
  static const std::vector<Program> all{
      {"the configuration of ESPHome",
       {"esphome"},
       {},
       "its device is declared as `plug: {use: esphome/switch, with: {…}}` below 'participants:'"},
      {"the configuration of Zigbee2MQTT",
       {"mqtt", "permit_join"},
       {"base_topic:", "permit_join:", "network_key:"},
       "its devices are declared as `lamp: {use: zigbee2mqtt/light}` below 'participants:'"},
      {"the configuration of Home Assistant", {"homeassistant", "default_config", "automation"}, {}, home_assistant},
      {"the configuration of Home Assistant",
       {"mqtt", "sensor", "binary_sensor", "switch", "light", "climate", "cover", "template"},
       {"platform:", "state_topic:", "command_topic:", "value_template:"},
       home_assistant},
      {"a docker compose file",
       {"services"},
       {"image:", "build:"},
       "name the devices file that a service of it is given"},
      {"the configuration of mosquitto",
       {"listener", "allow_anonymous", "persistence", "bind_address"},
       {},
       "the broker is named with `broker: mqtt://HOST` in a devices file"},
  };
  return all;
}

bool is_device_of_zigbee(std::string_view name) { return name.starts_with("0x") && name.size() == 18; }

TextProblem looks_like(std::size_t offset, std::size_t length, std::string_view what, std::string_view way_out) {
  return {{static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(std::max<std::size_t>(length, 1))},
          "this looks like " + std::string(what) + ", and is no devices file; " + std::string(way_out)};
}

const Names ours{"participants", "component", "inports", "outports", "use", "extends"};

bool is_definition(const core::FileSource& source, const std::string& file) {
  const auto text = source.read(file, most_bytes).value_or("");
  const std::vector<TopKey> keys = top_keys(std::string_view(text).substr(0, looked_at));
  return find_one(keys, {"component", "extends"}) != nullptr &&
         find_one(keys, {"participants", "role", "use"}) == nullptr;
}

}  // namespace

std::optional<TextProblem> find_foreign_program(std::string_view text) {
  text = text.substr(0, looked_at);
  const std::vector<TopKey> keys = top_keys(text);
  const bool is_list = keys.empty() && text.find("- ") != text.npos;
  if (is_list && holds_one(text, {"trigger:", "triggers:", "state_topic:", "command_topic:"})) {
    return looks_like(text.find("- "), 1, "a part of Home Assistant's configuration", home_assistant);
  }
  if (keys.empty() || find_one(keys, ours) != nullptr) return std::nullopt;
  if (text.starts_with('{') && holds_one(text, {"\"processes\""}) && holds_one(text, {"\"connections\""})) {
    return looks_like(0, 1, "a graph", "name it with `graph: FILE` in one");
  }
  if (std::all_of(keys.begin(), keys.end(), [](const TopKey& key) { return is_device_of_zigbee(key.name); })) {
    return looks_like(keys.front().offset, keys.front().name.size(), "the device list of Zigbee2MQTT",
                      "each of its devices is declared as `lamp: {use: zigbee2mqtt/light}` below 'participants:'");
  }
  for (const Program& program : programs()) {
    const TopKey* key = find_one(keys, program.keys);
    if (key == nullptr || (!program.words.empty() && !holds_one(text, program.words))) continue;
    return looks_like(key->offset, key->name.size(), program.name, program.way_out);
  }
  return std::nullopt;
}

bool refuse_foreign(const std::string& text, Document& document, Report& report) {
  std::string_view content = text;
  if (content.starts_with(byte_order_mark)) content.remove_prefix(byte_order_mark.size());
  const auto problem = find_foreign_program(content);
  if (!problem) return false;
  document.text = content;
  document.lines = LineIndex(document.text);
  report.error(document, problem->range, problem->message);
  return true;
}

std::string definition_message(const std::string& file) {
  const std::string stem(without_ending(file_name(file)));
  const std::string role = core::is_fbp_process_name(stem) ? "my-" + stem : "my-device";
  const bool is_plain = !file.starts_with('/') && !file.starts_with("./") && !file.starts_with("../");
  return "this is a component definition, which has no role of its own: it describes a kind of device; in a devices "
         "file, `participants: {" +
         role + ": {use: " + (is_plain ? "./" : "") + file + "}}` makes a device of it, and so does --role " + role +
         ':' + file + " on the command line";
}

std::string library_name_hint(const std::string& name) {
  return "; the library has a definition of this name: `participants: {my-device: {use: " + name +
         "}}` in a devices file makes a device of it";
}

std::optional<std::string> definitions_folder_message(const core::FileSource& source, const std::string& folder,
                                                      const std::vector<std::string>& files) {
  const bool all = files.size() > 1 && std::all_of(files.begin(), files.end(), [&](const std::string& file) {
                     return is_definition(source, file);
                   });
  if (!all) return std::nullopt;
  return "the " + std::to_string(files.size()) +
         " files in this folder are component definitions, which have no roles of their own; `test " + folder +
         "` checks them, and `participants: {" + "my-device: {use: ./" + files.front() +
         "}}` in a devices file makes a device of one";
}

std::string empty_folder_message(const core::FileSource& source, const std::string& folder) {
  std::string message = "there is no *.yaml or *.yml file in this folder";
  if (!definition_names(source, folder).empty()) {
    message += "; the folders in it look like a library of definitions: `test " + folder +
               "` checks it, and `library` lists it";
  }
  return message;
}

}  // namespace mfp::declaration
