#include "bridge/link/connection.hpp"

#include <utility>

namespace mfp::bridge {

namespace {

constexpr std::chrono::seconds longest_wait_for_answer{10};
/// Of one address while the host has others: often a network that does not carry IPv6.
constexpr std::chrono::seconds longest_wait_before_another{3};

}  // namespace

Connection::Connection(system::EventLoop& loop, std::unique_ptr<transport::MqttClient> client, Owner& owner,
                       system::Resolver resolver)
    : loop_(loop),
      client_(std::move(client)),
      owner_(owner),
      lookup_(loop, client_->broker().host, std::move(resolver)) {}

void Connection::open(transport::MqttListener& listener) {
  state_ = State::connecting;
  listener_ = &listener;
  begun_ = loop_.now();
  reading_ = Reading::on;
  addresses_.clear();
  lookup_.begin([this](const core::Result<system::Addresses>& found) {
    if (!found) return ended({transport::EndReason::lost, found.error().message});
    const core::BrokerUrl& broker = client_->broker();
    // That the name is known is all that there is to learn with TLS; see MqttClient::connect.
    addresses_ = broker.security == core::Security::tls ? system::Addresses{broker.host} : *found;
    connect();
  });
}

void Connection::connect() {
  begun_ = loop_.now();
  const std::string address = std::move(addresses_.front());
  addresses_.erase(addresses_.begin());
  if (auto connecting = client_->connect(*listener_, address); !connecting) {
    // Later, so that the owner is not called back from within its own call.
    loop_.post([this, text = connecting.error().message] { ended({transport::EndReason::lost, text}); });
    return;
  }
  watch();
  watch_->await_readable();
  watch_->await_writable();
}

void Connection::watch() {
  // A socket has one watch at a time.
  watch_.reset();
  watch_ = loop_.watch(
      client_->socket(), [this] { readable(); }, [this] { writable(); });
}

void Connection::established() {
  state_ = State::up;
  // A socket that was once awaited for writing wakes the loop whenever it may be written, so begin anew.
  watch();
  watch_->await_readable();
  // What came with CONNACK is looked after like any other batch, also when a write drove the handshake.
  loop_.post([this] {
    if (up()) owner_.on_batch(*this);
  });
}

void Connection::close() {
  lookup_.forget();
  watch_.reset();
  client_->close();
  state_ = State::closed;
}

void Connection::disconnect(transport::SessionAfter session) {
  lookup_.forget();
  watch_.reset();
  client_->disconnect(session);
  state_ = State::closed;
}

void Connection::flush() {
  // Without a watch there is no socket: closed, or about to be told that it could not be made.
  if (!watch_) return;
  if (!client_->write()) return ended(client_->end());
  if (client_->wants_write()) watch_->await_writable();
}

void Connection::resume_reading() {
  if (std::exchange(reading_, Reading::on) == Reading::paused && watch_) watch_->await_readable();
}

void Connection::keep_alive() {
  if (watch_ && !client_->keep_alive()) return ended(client_->end());
  if (up() || closed()) return;
  const auto longest = addresses_.empty() ? longest_wait_for_answer : longest_wait_before_another;
  if (loop_.now() - begun_ <= longest) return;
  std::string text =
      "it does not answer like an MQTT broker; is the port right, and with or without TLS as in the URL?";
  if (lookup_.under_way()) {
    text = "the name '" + client_->broker().host + "' was not looked up within " +
           std::to_string(longest_wait_for_answer.count()) + " s; is the network up?";
  }
  ended({transport::EndReason::lost, std::move(text)});
}

void Connection::readable() {
  if (up() && reading_ == Reading::paused) return;
  if (!client_->read(owner_.most_packets(*this))) return ended(client_->end());
  if (!up()) {
    // The handshake of TLS goes on in turns.
    flush();
  } else {
    owner_.on_batch(*this);
  }
  if (watch_ && reading_ == Reading::on) watch_->await_readable();
}

void Connection::writable() { return up() ? owner_.on_writable(*this) : flush(); }

void Connection::ended(const transport::ConnectionEnd& end) {
  if (closed()) return;
  // The library would try only the first address of a host, and for ever: not enough where a name has one of IPv6 and
  // the broker listens on IPv4.
  const bool another = !up() && end.reason == transport::EndReason::lost && !addresses_.empty();
  close();
  if (another) {
    state_ = State::connecting;
    return connect();
  }
  owner_.on_ended(*this, end);
}

}  // namespace mfp::bridge
