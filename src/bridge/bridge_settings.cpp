#include "bridge/bridge_settings.hpp"

#include <algorithm>

namespace mfp::bridge {

transport::ClientSettings client_settings(const BridgeSettings& settings) {
  transport::ClientSettings client;
  client.broker = settings.broker;
  client.username = settings.username;
  client.password = settings.password;
  client.receive_maximum = receive_maximum;
  return client;
}

bool relays(const BridgeSettings& settings, const Configuration& configuration) {
  if (settings.repeat == Repeat::once) return false;
  return configuration.router.enabled || !configuration.edges.empty() || !configuration.packets.empty() ||
         std::any_of(configuration.participants.begin(), configuration.participants.end(),
                     [](const core::Participant& participant) { return core::relayed_ports(participant) > 0; });
}

namespace {

/// Limits may change, but not who serves what.
bool same_service(const core::RouterSettings& a, const core::RouterSettings& b) {
  return a.enabled == b.enabled && a.instance == b.instance;
}

}  // namespace

bool same_connections(const BridgeSettings& a, const Configuration& configuration_a, const BridgeSettings& b,
                      const Configuration& configuration_b) {
  return a.broker == b.broker && a.username == b.username && a.password == b.password && a.client_id == b.client_id &&
         a.session_file == b.session_file && same_service(configuration_a.router, configuration_b.router) &&
         relays(a, configuration_a) == relays(b, configuration_b);
}

transport::ClientSettings publisher_settings(const BridgeSettings& settings, const Configuration& configuration) {
  transport::ClientSettings client = client_settings(settings);
  // One that relays nothing does not need to be known again, and must not throw out another process's publisher.
  if (relays(settings, configuration)) client.client_id = settings.client_id + "-out";
  return client;
}

transport::ClientSettings subscriber_settings(const BridgeSettings& settings) {
  transport::ClientSettings client = client_settings(settings);
  client.client_id = settings.client_id;
  client.session_expiry = settings.broker.session_expiry;
  return client;
}

}  // namespace mfp::bridge
