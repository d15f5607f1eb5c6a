#pragma once

#include <memory>

#include "transport/mqtt_client.hpp"

namespace mfp::transport {

/// An MqttClient on libmosquitto. The library sends the PUBACK of an incoming message before it hands the message
/// over; in its "threaded" mode, driven from outside, that PUBACK waits until `write`, so that a message may be
/// delivered first.
[[nodiscard]] std::unique_ptr<MqttClient> make_mosquitto_client(ConnectionSettings settings);

}  // namespace mfp::transport
