#include "bridge/bridge_settings.hpp"

#include <algorithm>
#include <string>

namespace mfp::bridge {

bool relays(const BridgeSettings& settings, const core::Configuration& configuration) {
  if (settings.repeat == Repeat::once) return false;
  return configuration.router.enabled || !configuration.edges.empty() || !configuration.initial_packets.empty() ||
         std::any_of(configuration.participants.begin(), configuration.participants.end(),
                     [](const core::Participant& participant) { return core::relayed_ports(participant) > 0; });
}

namespace {

/// The publisher takes in announcements of others, of which core reads up to 1 MiB, and short requests. Who sends more
/// there costs no memory here.
constexpr std::uint32_t largest_control_packet = 2 * 1024 * 1024;

/// Limits may change, but not who serves what.
bool same_service(const core::RouterSettings& a, const core::RouterSettings& b) {
  return a.enabled == b.enabled && a.instance == b.instance;
}

}  // namespace

bool same_connections(const BridgeSettings& a, const core::Configuration& configuration_a, const BridgeSettings& b,
                      const core::Configuration& configuration_b) {
  transport::ConnectionSettings connection = b.connection;
  // Who names the broker is for people.
  connection.url_origin = a.connection.url_origin;
  return a.connection == connection && a.session_file == b.session_file &&
         same_service(configuration_a.router, configuration_b.router) &&
         relays(a, configuration_a) == relays(b, configuration_b);
}

transport::ConnectionSettings publisher_settings(const BridgeSettings& settings,
                                                 const core::Configuration& configuration) {
  transport::ConnectionSettings publisher = transport::anonymous(settings.connection);
  publisher.largest_packet = largest_control_packet;
  // Of this process alone, so that it does not throw out the publisher of another one with the same client id: the two
  // have to hear of each other. The broker drops what a lost connection of this process has left.
  if (relays(settings, configuration)) {
    publisher.client_id = settings.connection.client_id + "-out-" + std::to_string(settings.self.process) + '-' +
                          std::to_string(settings.self.since);
  }
  return publisher;
}

transport::ConnectionSettings subscriber_settings(const BridgeSettings& settings) {
  transport::ConnectionSettings subscriber = settings.connection;
  subscriber.receive_maximum = receive_maximum;
  return subscriber;
}

}  // namespace mfp::bridge
