#include "client/client_session.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <utility>

namespace mfp::client {

namespace {

constexpr std::chrono::seconds keep_alive_step{2};

/// A broker may hold back what comes behind an answer of its own until that has arrived (RFC 896), of which the kernel
/// tells it only after 40 ms when there is nothing to send. The option holds for what has been received so far.
void tell_arrival_at_once(int socket) {
  const int on = 1;
  (void)::setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

}  // namespace

ClientSession::ClientSession(system::EventLoop& loop, std::unique_ptr<transport::MqttClient> client)
    : loop_(loop), connection_(loop, std::move(client), *this), keep_alive_timer_(loop.timer()) {}

std::optional<transport::ConnectionEnd> ClientSession::run(Callback begin, OnMessage on_message) {
  begin_ = std::move(begin);
  on_message_ = std::move(on_message);
  connection_.open(*this);
  keep_alive();
  loop_.run();
  return std::move(end_);
}

void ClientSession::leave() {
  // Later, since the client may not be closed from within its own callbacks.
  loop_.post([this] {
    keep_alive_timer_->cancel();
    connection_.disconnect();
    loop_.stop();
  });
}

void ClientSession::subscribe(const std::string& filter, std::uint32_t identifier, Callback done,
                              transport::Retained retained) {
  const auto packet = connection_.client().subscribe(filter, identifier, retained);
  if (!packet) return end_with("cannot subscribe to " + filter + ": " + packet.error().message);
  if (done) subscribing_[*packet] = std::move(done);
  flush_soon();
}

void ClientSession::unsubscribe(const std::string& filter) {
  const auto packet = connection_.client().unsubscribe(filter);
  if (!packet) return end_with("cannot unsubscribe from " + filter + ": " + packet.error().message);
  flush_soon();
}

void ClientSession::publish(const Publication& publication, OnAnswer on_answer) {
  const auto packet =
      connection_.client().publish({publication.topic, publication.payload, 1, false, &publication.properties});
  if (!packet) return end_with("cannot publish on " + publication.topic + ": " + packet.error().text);
  publishing_[*packet] = std::move(on_answer);
  flush_soon();
}

void ClientSession::on_connected(transport::SessionState) {
  connection_.established();
  begin_();
}

void ClientSession::on_answered(std::uint16_t packet_id, std::uint8_t reason_code) {
  if (auto waiting = publishing_.extract(packet_id)) waiting.mapped()(reason_code);
}

void ClientSession::on_subscribed(std::uint16_t packet_id, std::uint8_t reason_code) {
  if (reason_code >= first_refusal) return end_with("the broker refuses a subscription; look at its access rules");
  if (auto waiting = subscribing_.extract(packet_id)) waiting.mapped()();
}

void ClientSession::on_batch(bridge::Connection& connection) {
  tell_arrival_at_once(connection.client().socket());
  connection.flush();
}

void ClientSession::on_ended(bridge::Connection&, const transport::ConnectionEnd& end) {
  end_ = end;
  loop_.stop();
}

void ClientSession::keep_alive() {
  connection_.keep_alive();
  connection_.flush();
  keep_alive_timer_->set(system::EventLoop::Clock::now() + keep_alive_step, [this] { keep_alive(); });
}

void ClientSession::flush_soon() {
  if (std::exchange(flushing_, true)) return;
  loop_.post([this] {
    flushing_ = false;
    connection_.flush();
  });
}

void ClientSession::end_with(std::string text) {
  if (!end_) end_ = transport::ConnectionEnd{transport::EndReason::refused, std::move(text)};
  leave();
}

}  // namespace mfp::client
