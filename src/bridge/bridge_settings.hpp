#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "bridge/announcer.hpp"
#include "bridge/configuration.hpp"
#include "core/broker_settings.hpp"
#include "transport/mqtt_client.hpp"

namespace mfp::bridge {

/// Messages of QoS 1 that may be on their way at once (W): at most these arrive twice after a crash.
inline constexpr std::uint16_t receive_maximum = 100;

enum class Repeat : std::uint8_t { forever, once };

struct BridgeSettings {
  core::BrokerSettings broker;
  std::string username;
  std::string password;
  /// The subscriber's; the publisher's has `-out` behind it. Unused in a set without relays.
  std::string client_id;
  /// Each participant is announced each interval/2.2.
  std::chrono::duration<double> interval{60};
  Repeat repeat = Repeat::forever;
  /// Remembers the session's subscriptions, and is locked against a second process of the same set; empty for none.
  std::string session_file;
  /// Where the router's bindings are kept.
  std::string state_folder;
  /// Called when a participant was announced for the first time.
  Announcer::Announced announced;
  /// Called with one line of how the bridge stands, when that may have changed.
  std::function<void(const std::string&)> status;
};

/// Whether messages are relayed, or may be once somebody asks for it: a set that is announced only once is not.
[[nodiscard]] bool relays(const BridgeSettings& settings, const Configuration& configuration);

/// Whether both speak to the broker in the same way, so that one may take over the connections of the other.
[[nodiscard]] bool same_connections(const BridgeSettings& a, const Configuration& configuration_a,
                                    const BridgeSettings& b, const Configuration& configuration_b);

/// A client that the broker gives an id, and of which nothing is left.
[[nodiscard]] transport::ClientSettings client_settings(const BridgeSettings& settings);
[[nodiscard]] transport::ClientSettings publisher_settings(const BridgeSettings& settings,
                                                           const Configuration& configuration);
[[nodiscard]] transport::ClientSettings subscriber_settings(const BridgeSettings& settings);

}  // namespace mfp::bridge
