#include "declaration/set/broker_reader.hpp"

#include "core/text/passwords.hpp"
#include "declaration/fields/requirements.hpp"
#include "declaration/yaml/paths.hpp"

namespace mfp::declaration {

namespace {

constexpr Subject the_broker{"the broker settings", std::nullopt};

void read_url(const Reading& reading, const Entry& entry, std::optional<core::BrokerUrl>& url) {
  const auto text = read_text(reading, entry, the_broker);
  if (!text) return;
  auto parsed = core::BrokerUrl::parse(*text);
  if (parsed) {
    url = *std::move(parsed);
  } else {
    reading.report.error(entry.value, "the broker's address " + with_quotes(core::without_passwords(*text)) + ' ' +
                                          parsed.error().message);
  }
}

void read_session_expiry(const Reading& reading, const Entry& entry, core::BrokerSettings& settings) {
  const auto text = read_text(reading, entry, the_broker);
  if (!text) return;
  const auto seconds = core::parse_duration(*text);
  if (seconds) {
    settings.session_expiry = *seconds;
  } else {
    reading.report.error(entry.value, "'session_expiry': " + seconds.error().message);
  }
}

/// A file that is missing is only warned of: it may be made later, or be on another machine.
std::string read_path(const Reading& reading, const core::FileSource& files, const Block& block, Key key) {
  const Entry* entry = block.find(key);
  if (entry == nullptr) return {};
  const auto text = read_text(reading, *entry, the_broker);
  if (!text) return {};
  if (text->empty()) {
    reading.report.error(entry->value, '\'' + std::string(key.name) + "' is empty; it names a file");
    return {};
  }
  std::string path = joined(folder_of(entry->key.document().file), *text);
  if (files.kind(path) == core::FileKind::missing) {
    reading.report.warning(entry->value, "there is no file " + with_quotes(path));
  }
  return path;
}

core::BrokerSettings read_settings(const Reading& reading, const core::FileSource& files, const Value& map) {
  const Block block(reading, map, Context::broker, the_broker);
  core::BrokerSettings settings;
  if (const Entry* url = block.find(keys::url)) read_url(reading, *url, settings.url);
  settings.username = read_optional_text(reading, block, keys::username, the_broker);
  settings.password_file = read_path(reading, files, block, keys::password_file);
  settings.ca_file = read_path(reading, files, block, keys::ca_file);
  settings.cert_file = read_path(reading, files, block, keys::cert_file);
  settings.key_file = read_path(reading, files, block, keys::key_file);
  settings.client_id = read_optional_text(reading, block, keys::client_id, the_broker);
  if (const Entry* expiry = block.find(keys::session_expiry)) read_session_expiry(reading, *expiry, settings);
  check_relations(reading, block, the_broker);
  return settings;
}

}  // namespace

std::optional<core::BrokerSettings> read_broker(const Reading& reading, const core::FileSource& files,
                                                const Entry& broker) {
  const ErrorScope errors(reading.report);
  core::BrokerSettings settings;
  if (broker.value.kind() == Kind::map) {
    settings = read_settings(reading, files, broker.value);
  } else if (broker.value.kind() == Kind::scalar) {
    read_url(reading, broker, settings.url);
  } else {
    reading.report.error(broker.key.document(), broker.value_range(),
                         "'broker' must be a URL like mqtt://localhost or a map with 'url'" + but_is(broker.value));
  }
  if (errors.any()) return std::nullopt;
  return settings;
}

}  // namespace mfp::declaration
