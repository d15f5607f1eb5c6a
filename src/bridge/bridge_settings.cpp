#include "bridge/bridge_settings.hpp"

namespace mfp::bridge {

transport::ClientSettings client_settings(const BridgeSettings& settings) {
  transport::ClientSettings client;
  client.broker = settings.broker;
  client.username = settings.username;
  client.password = settings.password;
  client.receive_maximum = receive_maximum;
  return client;
}

bool relays(const BridgeSettings& settings, const core::RouteTable& table) {
  return table.size() > 0 && settings.repeat == Repeat::forever;
}

transport::ClientSettings publisher_settings(const BridgeSettings& settings, const core::RouteTable& table) {
  transport::ClientSettings client = client_settings(settings);
  // One that relays nothing does not need to be known again, and must not throw out another process's publisher.
  if (relays(settings, table)) client.client_id = settings.client_id + "-out";
  return client;
}

transport::ClientSettings subscriber_settings(const BridgeSettings& settings) {
  transport::ClientSettings client = client_settings(settings);
  client.client_id = settings.client_id;
  client.session_expiry = settings.broker.session_expiry;
  return client;
}

}  // namespace mfp::bridge
