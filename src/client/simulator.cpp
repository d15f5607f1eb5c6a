#include "client/simulator.hpp"

#include <utility>

namespace mfp::client {

namespace {

constexpr std::chrono::seconds keep_alive_step{2};

}  // namespace

Simulator::Simulator(system::EventLoop& loop, std::unique_ptr<transport::MqttClient> client,
                     const Simulation& simulation, std::chrono::nanoseconds pause, Tell tell)
    : loop_(loop),
      simulation_(simulation),
      pause_(pause),
      tell_(std::move(tell)),
      connection_(loop, std::move(client), *this),
      timer_(loop.timer()),
      keep_alive_timer_(loop.timer()) {}

std::optional<transport::ConnectionEnd> Simulator::run() {
  connection_.open(*this);
  keep_alive();
  loop_.run();
  return end_;
}

void Simulator::stop() {
  timer_->cancel();
  keep_alive_timer_->cancel();
  connection_.disconnect();
  loop_.stop();
}

void Simulator::on_connected(transport::SessionState) {
  connection_.established();
  for (const std::string& topic : simulation_.command_topics()) {
    // An identifier, since one without is subscribed at QoS 0.
    if (connection_.client().subscribe(topic, 1, transport::Retained::when_new)) ++unanswered_;
  }
}

void Simulator::on_subscribed(std::uint16_t, std::uint8_t reason_code) {
  --unanswered_;
  if (reason_code >= 128) {
    end_ = {transport::EndReason::credentials, "the broker refuses a subscription by its access rules"};
  }
}

void Simulator::on_batch(bridge::Connection& connection) {
  if (end_) {
    connection.close();
    return loop_.stop();
  }
  // Devices listen before they speak.
  if (unanswered_ == 0 && !std::exchange(playing_, true)) send_next();
  connection.flush();
}

void Simulator::on_message(const core::Message& message) {
  tell_(Way::received, message.topic, message.payload);
  for (const Simulation::DeviceMessage& answer : simulation_.answers(message.topic, message.payload)) send(answer);
}

void Simulator::on_ended(bridge::Connection&, const transport::ConnectionEnd& end) {
  end_ = end;
  loop_.stop();
}

void Simulator::send_next() {
  const auto& recorded = simulation_.recorded();
  if (recorded.empty()) return;
  // What the broker does not take would pile up in memory.
  if (!connection_.congested()) {
    send(recorded[next_]);
    next_ = (next_ + 1) % recorded.size();
  }
  connection_.flush();
  const auto pause = std::chrono::duration_cast<system::EventLoop::Clock::duration>(pause_);
  if (connection_.up()) timer_->set(system::EventLoop::Clock::now() + pause, [this] { send_next(); });
}

void Simulator::keep_alive() {
  connection_.keep_alive();
  connection_.flush();
  keep_alive_timer_->set(system::EventLoop::Clock::now() + keep_alive_step, [this] { keep_alive(); });
}

void Simulator::send(const Simulation::DeviceMessage& message) {
  if (connection_.client().publish({message.topic, message.payload, 0, false, nullptr})) {
    tell_(Way::sent, message.topic, message.payload);
  }
}

}  // namespace mfp::client
