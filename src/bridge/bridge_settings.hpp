#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "bridge/announce/announcer.hpp"
#include "core/model/broker_settings.hpp"
#include "core/model/configuration.hpp"
#include "core/mqtt/client_id_claim.hpp"
#include "transport/mqtt_client.hpp"

namespace mfp::bridge {

/// Messages of QoS 1 that may be on their way at once (W): at most these arrive twice after a crash.
inline constexpr std::uint16_t receive_maximum = 100;

enum class Repeat : std::uint8_t { forever, once };

struct BridgeSettings {
  /// `client_id` and `session_expiry` are the subscriber's; the publisher has one of this process alone. Unused in a
  /// set without relays.
  transport::ConnectionSettings connection;
  /// This process, as other processes are told of it.
  core::ClientIdUser self;
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
[[nodiscard]] bool relays(const BridgeSettings& settings, const core::Configuration& configuration);

/// Whether both speak to the broker in the same way, so that one may take over the connections of the other.
[[nodiscard]] bool same_connections(const BridgeSettings& a, const core::Configuration& configuration_a,
                                    const BridgeSettings& b, const core::Configuration& configuration_b);

[[nodiscard]] transport::ConnectionSettings publisher_settings(const BridgeSettings& settings,
                                                               const core::Configuration& configuration);
[[nodiscard]] transport::ConnectionSettings subscriber_settings(const BridgeSettings& settings);

}  // namespace mfp::bridge
