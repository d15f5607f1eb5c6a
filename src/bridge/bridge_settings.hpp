#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "bridge/announcer.hpp"
#include "core/broker_settings.hpp"
#include "core/request.hpp"
#include "core/route_table.hpp"
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
  /// To devices that answer only when asked.
  std::vector<core::Request> requests;
  /// Called when a participant was announced for the first time.
  Announcer::Announced announced;
};

/// Whether messages are relayed: a set that is announced only once is not.
[[nodiscard]] bool relays(const BridgeSettings& settings, const core::RouteTable& table);

/// A client that the broker gives an id, and of which nothing is left.
[[nodiscard]] transport::ClientSettings client_settings(const BridgeSettings& settings);
[[nodiscard]] transport::ClientSettings publisher_settings(const BridgeSettings& settings,
                                                           const core::RouteTable& table);
[[nodiscard]] transport::ClientSettings subscriber_settings(const BridgeSettings& settings);

}  // namespace mfp::bridge
