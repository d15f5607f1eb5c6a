#include "daemon/broker_choice.hpp"

#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <utility>

#include "core/text/passwords.hpp"
#include "core/text/text.hpp"
#include "system/disk.hpp"
#include "system/host_name.hpp"

namespace mfp::daemon {

namespace {

constexpr std::size_t largest_password_file = 65536;
constexpr std::size_t hash_digits = 16;
constexpr std::size_t largest_certificate_file = 16 * 1024 * 1024;

struct ChosenUrl {
  core::BrokerUrl url;
  /// For a person.
  std::string origin;
};

core::Result<ChosenUrl> choose_url(const BrokerRequest& request, const core::Configuration& configuration) {
  if (request.url) return ChosenUrl{*request.url, "given by --broker"};
  const char* environment = std::getenv("MSGFLO_BROKER");
  if (environment != nullptr && *environment != '\0') {
    auto url = core::BrokerUrl::parse(environment);
    if (!url) return core::fail("MSGFLO_BROKER: '" + core::without_passwords(environment) + "' " + url.error().message);
    return ChosenUrl{*std::move(url), "given by MSGFLO_BROKER"};
  }
  if (configuration.broker && configuration.broker->url)
    return ChosenUrl{*configuration.broker->url, "named in " + configuration.broker_file};
  return ChosenUrl{{}, "the default"};
}

/// What is worth a warning: a file names another broker than the one that is used.
std::string overruled_text(const ChosenUrl& chosen, const core::Configuration& configuration) {
  if (!configuration.broker || !configuration.broker->url) return {};
  const std::string used = chosen.url.text();
  const std::string named = configuration.broker->url->text();
  if (used == named) return {};
  return "using " + used + ", " + chosen.origin + "; " + configuration.broker_file + " names " + named;
}

core::Result<std::string> read_password(const std::string& file) {
  auto content = system::Disk().read(file, largest_password_file);
  if (!content) return core::fail("password_file " + file + ": " + content.error().message);
  while (!content->empty() && (content->back() == '\n' || content->back() == '\r')) content->pop_back();
  return content;
}

/// The file that systemd's LoadCredential= made for us; empty without one. See systemd.exec(5), CREDENTIALS.
std::string credential_file() {
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr || *folder == '\0') return {};
  std::string file = std::string(folder) + "/broker-password";
  return system::Disk().kind(file) == core::FileKind::file ? file : std::string();
}

/// User and password come from one place: the URL when it names a user, else the file's `broker:`. A password that is
/// not there may come from the service manager.
core::Result<void> choose_credentials(const core::BrokerSettings& declared, transport::ConnectionSettings& connection) {
  const core::BrokerUrl& url = connection.url;
  const bool url_names_user = !url.username.empty();
  connection.username = url_names_user ? url.username : declared.username;
  connection.password = url.password;
  std::string file = url_names_user ? std::string() : declared.password_file;
  if (file.empty() && !connection.username.empty() && connection.password.empty()) file = credential_file();
  if (!file.empty()) {
    auto password = read_password(file);
    if (!password) return tl::unexpected(password.error());
    connection.password = *std::move(password);
  }
  if (connection.username.empty() && !connection.password.empty()) {
    return core::fail("there is a password for the broker, but no username");
  }
  return {};
}

/// Better now than at each try to connect.
core::Result<void> check_files(const transport::ConnectionSettings& connection) {
  for (const auto& [key, file] :
       {std::pair{"ca_file", connection.ca_file}, std::pair{"cert_file", connection.cert_file},
        std::pair{"key_file", connection.key_file}}) {
    if (file.empty()) continue;
    if (auto content = system::Disk().read(file, largest_certificate_file); !content) {
      return core::fail(std::string(key) + ' ' + file + ": " + content.error().message);
    }
  }
  return {};
}

/// The same files on the same machine give the same name, from whichever folder they are named.
std::string set_name(const BrokerRequest& request) {
  std::string name = system::host_name() + '\n';
  const auto add_path = [&](const std::string& path) {
    std::error_code error;
    const auto whole = std::filesystem::weakly_canonical(path, error);
    name += (error ? path : whole.string()) + '\n';
  };
  for (const std::string& path : request.paths) add_path(path);
  for (const declaration::RoleFile& role : request.roles) {
    name += role.role + '=';
    add_path(role.file);
  }
  for (const std::string& graph : request.graphs) {
    name += "graph ";
    add_path(graph);
  }
  if (request.only) name += "only " + *request.only;
  return name;
}

}  // namespace

core::Result<BrokerChoice> choose_broker(const BrokerRequest& request, const core::Configuration& configuration) {
  const core::BrokerSettings broker = configuration.broker.value_or(core::BrokerSettings{});
  auto chosen = choose_url(request, configuration);
  if (!chosen) return tl::unexpected(chosen.error());
  BrokerChoice choice{{}, overruled_text(*chosen, configuration)};
  bridge::BridgeSettings& settings = choice.settings;
  transport::ConnectionSettings& connection = settings.connection;
  connection.url = std::move(chosen->url);
  connection.url_origin = std::move(chosen->origin);
  connection.ca_file = broker.ca_file;
  connection.cert_file = broker.cert_file;
  connection.key_file = broker.key_file;
  connection.session_expiry = broker.session_expiry;
  if (auto entered = choose_credentials(broker, connection); !entered) return tl::unexpected(entered.error());
  if (auto readable = check_files(connection); !readable) return tl::unexpected(readable.error());
  if (core::printable(broker.client_id) != broker.client_id) {
    return core::fail("client_id holds a character that MQTT forbids");
  }
  const std::string url = connection.url.text();
  connection.client_id = broker.client_id;
  if (connection.client_id.empty()) {
    connection.client_id = "mfp-" + core::hexadecimal(core::stable_hash(url + '\n' + set_name(request)), hash_digits);
  } else if (request.only) {
    // One process for each device of a set: each has its own session.
    connection.client_id += '-' + *request.only;
  }
  settings.state_folder = system::state_folder();
  settings.session_file = settings.state_folder + "/session-" +
                          core::hexadecimal(core::stable_hash(url + '\n' + connection.client_id), hash_digits);
  return choice;
}

}  // namespace mfp::daemon
