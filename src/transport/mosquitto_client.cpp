#include "transport/mosquitto_client.hpp"

#include <mosquitto.h>
#include <mqtt_protocol.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <utility>

#include "transport/mosquitto_ends.hpp"
#include "transport/mosquitto_properties.hpp"
#include "transport/tcp.hpp"

namespace mfp::transport {

namespace {

constexpr int keep_alive_seconds = 30;
constexpr std::uint16_t send_maximum = 65535;
constexpr std::chrono::milliseconds close_timeout{1000};
/// What one `read` takes in before its owner may look after the rest.
constexpr std::size_t most_payload_in_a_batch = 256 * 1024;
/// Subscription options (MQTT 5 section 3.8.3.1).
constexpr int retain_as_published = 0x08;
constexpr int retained_when_new = 0x10;
constexpr int retained_never = 0x20;

int handling_of(Retained retained) {
  if (retained == Retained::never) return retained_never;
  return retained == Retained::when_new ? retained_when_new : 0;
}

/// libmosquitto's process-wide set-up.
class Library {
 public:
  Library() { mosquitto_lib_init(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library() { mosquitto_lib_cleanup(); }
};

struct HandleDeleter {
  void operator()(mosquitto* handle) const { mosquitto_destroy(handle); }
};
using Handle = std::unique_ptr<mosquitto, HandleDeleter>;

/// Not less than the PUBLISH packet of this message (MQTT 5 section 3.3).
std::size_t packet_size(const OutgoingMessage& message) {
  constexpr std::size_t headers = 32;
  const std::size_t properties = message.properties == nullptr ? 0 : encoded_size(*message.properties);
  return headers + message.topic.size() + message.payload.size() + properties;
}

class MosquittoClient final : public MqttClient {
 public:
  explicit MosquittoClient(ConnectionSettings settings) : settings_(std::move(settings)) {}

  [[nodiscard]] const core::BrokerUrl& broker() const override { return settings_.url; }
  core::Result<void> connect(MqttListener& listener, const std::string& address) override;
  void close() override { handle_.reset(); }
  void disconnect(SessionAfter session) override;
  tl::expected<std::uint16_t, PublishError> publish(const OutgoingMessage& message) override;
  core::Result<std::uint16_t> subscribe(const std::string& filter, std::uint32_t identifier,
                                        Retained retained) override;
  core::Result<std::uint16_t> unsubscribe(const std::string& filter) override;
  [[nodiscard]] int socket() const override { return handle_ ? mosquitto_socket(handle_.get()) : -1; }
  [[nodiscard]] bool wants_write() const override { return handle_ && mosquitto_want_write(handle_.get()); }
  bool read(std::size_t most_packets) override;
  bool write() override;
  bool keep_alive() override;
  [[nodiscard]] const ConnectionEnd& end() const override { return end_; }

 private:
  core::Result<void> set_up();
  core::Result<void> set_up_tls();
  void set_callbacks();
  bool alive(int result);
  int write_queued();
  void connected(int reason_code, int flags, const mosquitto_property* properties);
  void received(const mosquitto_message& message, const mosquitto_property* properties);

  static MosquittoClient& self(void* object) { return *static_cast<MosquittoClient*>(object); }

  ConnectionSettings settings_;
  Handle handle_;
  MqttListener* listener_ = nullptr;
  ConnectionEnd end_;
  std::optional<int> disconnect_code_;
  std::string tls_error_;
  bool established_ = false;
  bool identifiers_available_ = true;
  std::uint8_t maximum_qos_ = 2;
  /// Of the broker, 0 for none.
  std::uint32_t maximum_packet_ = 0;
  /// Of the message that is handed over.
  ReceivedProperties properties_;
  /// Packets that wait for `write`, acknowledgements included.
  std::size_t queued_ = 0;
  /// Bytes of payload since `read` began.
  std::size_t payload_read_ = 0;
};

core::Result<void> MosquittoClient::connect(MqttListener& listener, const std::string& address) {
  listener_ = &listener;
  end_ = {};
  tls_error_.clear();
  disconnect_code_.reset();
  established_ = false;
  identifiers_available_ = true;
  maximum_qos_ = 2;
  maximum_packet_ = 0;
  queued_ = 0;
  if (auto ready = set_up(); !ready) return ready;
  PropertyList properties;
  properties.add_int16(MQTT_PROP_RECEIVE_MAXIMUM, settings_.receive_maximum);
  properties.add_int32(MQTT_PROP_MAXIMUM_PACKET_SIZE, settings_.largest_packet);
  if (settings_.session_expiry > 0) properties.add_int32(MQTT_PROP_SESSION_EXPIRY_INTERVAL, settings_.session_expiry);
  // Only the version-5 call takes properties, but it blocks until it is connected; the asynchronous one uses those
  // that the handle has kept. So the former keeps them and fails on a port that cannot be.
  const char* host = address.c_str();
  (void)mosquitto_connect_bind_v5(handle_.get(), host, -1, keep_alive_seconds, nullptr, properties.get());
  errno = 0;
  const int port = settings_.url.port;
  const int result = mosquitto_connect_bind_async(handle_.get(), host, port, keep_alive_seconds, nullptr);
  if (result == MOSQ_ERR_SUCCESS) return {};
  std::string text = ended_connection(result, errno).text;
  if (result == MOSQ_ERR_TLS && !tls_error_.empty()) text = tls_error_;
  close();
  return core::fail(std::move(text));
}

core::Result<void> MosquittoClient::set_up() {
  static const Library library;
  const char* id = settings_.client_id.empty() ? nullptr : settings_.client_id.c_str();
  const bool clean = settings_.session_expiry == 0;
  handle_.reset(mosquitto_new(id, clean, this));
  if (!handle_) return core::fail("libmosquitto cannot start: " + std::string(std::strerror(errno)));
  mosquitto* handle = handle_.get();
  mosquitto_int_option(handle, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
  mosquitto_int_option(handle, MOSQ_OPT_RECEIVE_MAXIMUM, settings_.receive_maximum);
  mosquitto_int_option(handle, MOSQ_OPT_SEND_MAXIMUM, send_maximum);
  mosquitto_int_option(handle, MOSQ_OPT_TCP_NODELAY, 1);
  mosquitto_threaded_set(handle, true);
  if (!settings_.username.empty()) {
    const char* password = settings_.password.empty() ? nullptr : settings_.password.c_str();
    mosquitto_username_pw_set(handle, settings_.username.c_str(), password);
  }
  set_callbacks();
  return settings_.url.security == core::Security::tls ? set_up_tls() : core::Result<void>{};
}

core::Result<void> MosquittoClient::set_up_tls() {
  const auto or_null = [](const std::string& text) { return text.empty() ? nullptr : text.c_str(); };
  const char* system_certificates = settings_.ca_file.empty() ? "/etc/ssl/certs" : nullptr;
  const int result = mosquitto_tls_set(handle_.get(), or_null(settings_.ca_file), system_certificates,
                                       or_null(settings_.cert_file), or_null(settings_.key_file), nullptr);
  if (result != MOSQ_ERR_SUCCESS) {
    return core::fail("the TLS files cannot be used (" + std::string(mosquitto_strerror(result)) +
                      "); see ca_file, cert_file and key_file");
  }
  // The library tells the cause of a failed handshake only in its log. The callback goes at CONNACK, as it makes the
  // library format a line for every packet.
  mosquitto_log_callback_set(handle_.get(), [](mosquitto*, void* object, int level, const char* text) {
    if (level == MOSQ_LOG_ERR) self(object).tls_error_ = tls_error(text);
  });
  return {};
}

void MosquittoClient::set_callbacks() {
  mosquitto* handle = handle_.get();
  mosquitto_connect_v5_callback_set(
      handle, [](mosquitto*, void* object, int reason_code, int flags, const mosquitto_property* properties) {
        self(object).connected(reason_code, flags, properties);
      });
  mosquitto_disconnect_v5_callback_set(handle, [](mosquitto*, void* object, int code, const mosquitto_property*) {
    MosquittoClient& client = self(object);
    if (!client.disconnect_code_) client.disconnect_code_ = code;
  });
  mosquitto_message_v5_callback_set(
      handle, [](mosquitto*, void* object, const mosquitto_message* message, const mosquitto_property* properties) {
        self(object).received(*message, properties);
        errno = 0;  // `read` goes by it; see there.
      });
  mosquitto_publish_v5_callback_set(
      handle, [](mosquitto*, void* object, int id, int reason_code, const mosquitto_property*) {
        self(object).listener_->on_answered(static_cast<std::uint16_t>(id), static_cast<std::uint8_t>(reason_code));
        errno = 0;
      });
  mosquitto_subscribe_v5_callback_set(
      handle, [](mosquitto*, void* object, int id, int count, const int* granted, const mosquitto_property*) {
        const int reason_code = count > 0 ? granted[0] : MQTT_RC_UNSPECIFIED;
        self(object).listener_->on_subscribed(static_cast<std::uint16_t>(id), static_cast<std::uint8_t>(reason_code));
      });
  mosquitto_unsubscribe_v5_callback_set(handle, [](mosquitto*, void* object, int id, const mosquitto_property*) {
    self(object).listener_->on_unsubscribed(static_cast<std::uint16_t>(id));
  });
}

void MosquittoClient::connected(int reason_code, int flags, const mosquitto_property* properties) {
  mosquitto_log_callback_set(handle_.get(), nullptr);
  if (reason_code != MQTT_RC_SUCCESS) {
    end_ = refused_connection(reason_code);
    return;
  }
  std::uint8_t available = 1;
  mosquitto_property_read_byte(properties, MQTT_PROP_SUBSCRIPTION_ID_AVAILABLE, &available, false);
  identifiers_available_ = available != 0;
  mosquitto_property_read_byte(properties, MQTT_PROP_MAXIMUM_QOS, &maximum_qos_, false);
  mosquitto_property_read_int32(properties, MQTT_PROP_MAXIMUM_PACKET_SIZE, &maximum_packet_, false);
  established_ = true;
  listener_->on_connected((flags & 1) != 0 ? SessionState::resumed : SessionState::fresh);
}

void MosquittoClient::received(const mosquitto_message& message, const mosquitto_property* properties) {
  if (message.qos > 0) ++queued_;
  read_properties(properties, properties_);
  payload_read_ += static_cast<std::size_t>(message.payloadlen);
  const std::string_view payload(static_cast<const char*>(message.payload),
                                 static_cast<std::size_t>(message.payloadlen));
  const auto& travelling = properties_.travelling;
  listener_->on_message(core::Message{message.topic, payload, static_cast<std::uint8_t>(message.qos), message.retain,
                                      properties_.identifiers, travelling ? &*travelling : nullptr});
}

tl::expected<std::uint16_t, PublishError> MosquittoClient::publish(const OutgoingMessage& message) {
  PropertyList properties;
  if (message.properties != nullptr) properties.add(*message.properties);
  // The library's own check is a byte short, and what it lets through by mistake it never sends.
  const std::size_t size = packet_size(message);
  if (maximum_packet_ > 0 && size > maximum_packet_) {
    return tl::unexpected(PublishError{PublishError::Kind::never, "it is larger than the broker allows"});
  }
  ++queued_;
  int id = 0;
  const int result = mosquitto_publish_v5(handle_.get(), &id, message.topic.c_str(),
                                          static_cast<int>(message.payload.size()), message.payload.data(),
                                          std::min(message.qos, maximum_qos_), message.retain, properties.get());
  switch (result) {
    case MOSQ_ERR_SUCCESS:
      return static_cast<std::uint16_t>(id);
    case MOSQ_ERR_OVERSIZE_PACKET:
    case MOSQ_ERR_PAYLOAD_SIZE:
    case MOSQ_ERR_INVAL:
    case MOSQ_ERR_MALFORMED_UTF8:
      return tl::unexpected(PublishError{PublishError::Kind::never, mosquitto_strerror(result)});
    default:
      return tl::unexpected(PublishError{PublishError::Kind::not_now, mosquitto_strerror(result)});
  }
}

core::Result<std::uint16_t> MosquittoClient::subscribe(const std::string& filter, std::uint32_t identifier,
                                                       Retained retained) {
  PropertyList properties;
  if (identifier != 0 && identifiers_available_) {
    properties.add_varint(MQTT_PROP_SUBSCRIPTION_IDENTIFIER, identifier);
  }
  ++queued_;
  int id = 0;
  const int qos = identifier == 0 ? 0 : 1;
  const int options = retain_as_published | handling_of(retained);
  const int result = mosquitto_subscribe_v5(handle_.get(), &id, filter.c_str(), qos, options, properties.get());
  if (result != MOSQ_ERR_SUCCESS) return core::fail(mosquitto_strerror(result));
  return static_cast<std::uint16_t>(id);
}

core::Result<std::uint16_t> MosquittoClient::unsubscribe(const std::string& filter) {
  int id = 0;
  const int result = mosquitto_unsubscribe(handle_.get(), &id, filter.c_str());
  if (result != MOSQ_ERR_SUCCESS) return core::fail(mosquitto_strerror(result));
  return static_cast<std::uint16_t>(id);
}

/// Turns a call's result into "still connected", and remembers why when not.
bool MosquittoClient::alive(int result) {
  const int error_number = errno;
  if (result == MOSQ_ERR_SUCCESS && !disconnect_code_) return true;
  const bool known = end_.reason != EndReason::lost || !end_.text.empty();
  if (!known) end_ = ended_connection(disconnect_code_.value_or(result), error_number);
  if (!established_ && !tls_error_.empty()) end_.text = tls_error_;
  handle_.reset();
  return false;
}

bool MosquittoClient::read(std::size_t most_packets) {
  if (!handle_) return false;
  payload_read_ = 0;
  for (std::size_t packets = 0; packets < most_packets && payload_read_ < most_payload_in_a_batch; ++packets) {
    errno = 0;
    if (!alive(mosquitto_loop_read(handle_.get(), 1))) return false;
    // The library leaves EAGAIN behind when the socket had nothing more, which spares a poll for each packet. Where a
    // call of ours within a callback left it, this only ends the batch early.
    if (errno == EAGAIN || errno == EWOULDBLOCK) break;
  }
  return true;
}

bool MosquittoClient::write() {
  if (!handle_) return false;
  // A TLS handshake goes on in loop_read alone, also when it was the socket's readiness to write that it waited for.
  if (!established_ && settings_.url.security == core::Security::tls) {
    const std::optional<int> hang_up = take_hang_up(socket());
    if (!alive(mosquitto_loop_read(handle_.get(), 1))) return false;
    // The library knows an end that it reads, but takes a connection that was never made for a handshake that goes on;
    // on loopback it has been told why, and kept it to itself.
    if (hang_up) {
      errno = *hang_up == 0 ? ECONNREFUSED : *hang_up;
      return alive(MOSQ_ERR_ERRNO);
    }
  }
  return alive(write_queued());
}

int MosquittoClient::write_queued() {
  std::optional<Cork> cork;
  // For a single packet the two calls would only cost.
  if (std::exchange(queued_, 0) > 1) cork.emplace(socket());
  errno = 0;
  return mosquitto_loop_write(handle_.get(), 1);
}

bool MosquittoClient::keep_alive() {
  if (!handle_) return false;
  errno = 0;
  return alive(mosquitto_loop_misc(handle_.get()));
}

void MosquittoClient::disconnect(SessionAfter session) {
  if (!handle_ || !established_) return close();
  const KeptSocket kept(socket());
  PropertyList properties;
  // An expiry that was 0 all along must not be given again.
  const bool ends = session == SessionAfter::ended && settings_.session_expiry > 0;
  if (ends) properties.add_int32(MQTT_PROP_SESSION_EXPIRY_INTERVAL, 0);
  mosquitto_disconnect_v5(handle_.get(), MQTT_RC_NORMAL_DISCONNECTION, properties.get());
  // Writing the DISCONNECT makes the library close its descriptor.
  while (mosquitto_loop_write(handle_.get(), 1) == MOSQ_ERR_SUCCESS && socket() >= 0) {
    if (!kept.wait_writable(close_timeout)) break;
  }
  close();
  kept.close_in_order(close_timeout);
}

}  // namespace

std::unique_ptr<MqttClient> make_mosquitto_client(ConnectionSettings settings) {
  return std::make_unique<MosquittoClient>(std::move(settings));
}

}  // namespace mfp::transport
