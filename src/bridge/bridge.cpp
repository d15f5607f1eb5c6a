#include "bridge/bridge.hpp"

#include <algorithm>
#include <utility>

#include "core/msgflo/announcement.hpp"
#include "core/routing/change_summary.hpp"
#include "core/text/text.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

using Clock = system::EventLoop::Clock;

constexpr std::string_view broker_version_topic = "$SYS/broker/version";
constexpr std::chrono::milliseconds longest_wait_for_version{100};
constexpr std::chrono::seconds longest_wait_for_deliveries{5};
constexpr std::chrono::seconds longest_wait_for_name{5};
constexpr std::chrono::seconds keep_alive_step{2};
constexpr std::size_t most_packets_in_a_batch = 128;

}  // namespace

Bridge::Bridge(system::EventLoop& loop, core::ConfigurationPtr configuration, BridgeSettings settings,
               const MakeClient& make_client)
    : loop_(loop),
      configuration_(std::move(configuration)),
      settings_(std::move(settings)),
      has_relays_(relays(settings_, *configuration_)),
      warnings_(loop),
      outage_log_(transport::broker_and_origin(settings_.connection),
                  has_relays_ ? settings_.connection.client_id : std::string()),
      worker_(loop),
      memory_(settings_.connection.session_expiry > 0 && has_relays() ? settings_.session_file : std::string(), loop,
              worker_, warnings_),
      publisher_(loop, make_client(publisher_settings(settings_, *configuration_)), *this),
      subscriber_(loop, make_client(subscriber_settings(settings_)), *this),
      publisher_listener_(*this),
      client_id_guard_(loop, publisher_, settings_.connection.client_id, settings_.self, warnings_,
                       {[this] { serve(); }, [this](const core::ClientIdUser& other) { client_id_taken(other); }}),
      announcer_(loop, publisher_, configuration_->participants,
                 std::chrono::duration_cast<Clock::duration>(settings_.interval / 2.2),
                 [this](const core::Participant& participant) { tell_announced(participant); }),
      subscriptions_(loop, table_, subscriber_, memory_, warnings_),
      relayer_(table_, subscriptions_, subscriber_, publisher_, warnings_),
      skip_log_(loop),
      live_edges_(loop, publisher_, subscriptions_, warnings_, worker_, settings_.state_folder),
      router_service_(loop, publisher_, live_edges_, warnings_),
      requester_(loop, publisher_, configuration_->participants, warnings_),
      publisher_link_(loop),
      subscriber_link_(loop),
      keep_alive_timer_(loop.timer()),
      version_timer_(loop.timer()),
      stop_timer_(loop.timer()) {
  live_edges_.configure(*configuration_);
  live_edges_.on_saved([this] {
    router_service_.settle();
    publisher_.flush();
  });
  router_service_.configure(*configuration_);
  relayer_.on_skipped([this](const core::Skipped& message) { skip_log_.take(message); });
}

RunEnd Bridge::run() {
  is_locked_ =
      !has_relays() || settings_.session_file.empty() || session_lock_.acquire(settings_.session_file + ".lock");
  if (is_locked_ && has_relays()) {
    if (RunEnd refused = live_edges_.open(configuration_->router); refused.kind != RunEnd::Kind::done) return refused;
  }
  // Whoever has the lock is asked for its name, where it can be reached.
  if (!is_locked_) stop_timer_->set(loop_.now() + longest_wait_for_name, [this] { end_without_lock(); });
  open_publisher();
  keep_alive();
  loop_.run();
  return end_;
}

void Bridge::PublisherListener::on_connected(transport::SessionState) {
  // The rest must wait until the client's own call is over; see on_batch.
  bridge_.publisher_.established();
  bridge_.publisher_is_new_ = true;
}

void Bridge::PublisherListener::on_message(const core::Message& message) {
  if (message.topic == broker_version_topic) {
    bridge_.greet(message.payload);
  } else if (message.topic == core::discovery_topic) {
    bridge_.live_edges_.on_announcement(message);
  } else if (!bridge_.client_id_guard_.take(message)) {
    (void)bridge_.router_service_.take(message);
  }
}

void Bridge::PublisherListener::on_answered(std::uint16_t packet_id, std::uint8_t reason_code) {
  bridge_.relayer_.on_delivered(packet_id, reason_code);
  bridge_.live_edges_.on_delivered(packet_id, reason_code);
}

void Bridge::publisher_connected() {
  publisher_link_.since = loop_.now();
  outage_log_.end();
  has_relays() ? client_id_guard_.publisher_connected() : serve();
}

void Bridge::end_without_lock() {
  end_ = client_id_taken_end(settings_.connection.client_id, "it has locked " + settings_.session_file);
  finish();
}

void Bridge::client_id_taken(const core::ClientIdUser& other) {
  end_ = client_id_taken_end(settings_.connection.client_id, to_text(other));
  finish();
}

void Bridge::serve() {
  if (finished_) return;
  if (!is_locked_) return end_without_lock();
  if (std::exchange(was_connected_, true)) ++reconnects_;
  connect_log_.begin();
  (void)publisher_.client().subscribe(std::string(broker_version_topic), 0, transport::Retained::always);
  version_timer_->set(loop_.now() + longest_wait_for_version, [this] {
    greet({});
    finish_when_announced();
  });
  announcing_ = Announcing::anew;
  if (has_relays()) live_edges_.publisher_connected();
  if (settings_.repeat == Repeat::forever) router_service_.publisher_connected();
  // With participants it is told behind their announcements.
  if (configuration_->participants.empty()) connect_log_.tell(live_edges_.summary());
  open_subscriber();
  announce_when_subscribed();
  publisher_.flush();
}

void Bridge::greet(std::string_view version) {
  version_timer_->cancel();
  connect_log_.say(transport::broker_and_origin(settings_.connection), version);
}

void Bridge::tell_announced(const core::Participant& participant) {
  if (settings_.announced) settings_.announced(participant);
  connect_log_.tell_announced(participant, *configuration_, has_relays());
  if (&participant != &configuration_->participants.back()) return;
  if (has_relays()) connect_log_.tell(live_edges_.summary());
  tell_status();
}

void Bridge::tell_status() {
  if (!settings_.status) return;
  if (!outage_log_.text().empty()) return settings_.status(outage_log_.text());
  if (!publisher_.up()) return settings_.status("connecting to " + transport::broker_and_origin(settings_.connection));
  settings_.status("announcing " + core::counted(configuration_->participants.size(), "participant") + ", " +
                   core::counted(table_.size(), "route") + ", " + core::counted(reconnects_, "reconnect"));
}

std::string Bridge::reconfigure(core::ConfigurationPtr fresh) {
  const std::vector<const core::Participant*> changed = core::changed_participants(*configuration_, *fresh);
  std::string summary = core::change_summary(*configuration_, *fresh, changed);
  live_edges_.configure(*fresh);
  router_service_.configure(*fresh);
  relayer_.forget_former_routes();
  announcer_.replace(fresh->participants, changed);
  if (announcing_ == Announcing::on) announcing_ = Announcing::changed;
  const bool other_requests = requester_.replace(fresh->participants);
  configuration_ = std::move(fresh);
  if (other_requests) stop_asking();
  if (live_edges_.edge_table().waiting_edges() > 0) connect_log_.tell(live_edges_.summary());
  if (publisher_.up()) relay_batch();
  return summary;
}

void Bridge::open_subscriber() {
  if (!has_relays() || stopping_ || !publisher_.up() || !subscriber_.closed()) return;
  // What comes again would be published beside what its first copies became.
  subscriber_waits_ = !relayer_.settled();
  if (!subscriber_waits_) subscriber_.open(relayer_);
}

void Bridge::open_publisher() {
  if (!finished_) publisher_.open(publisher_listener_);
}

std::size_t Bridge::most_packets(const Connection& connection) {
  if (&connection == &publisher_) return most_packets_in_a_batch;
  // mosquitto 2.0 sends more than the Receive Maximum when much is waiting, so it is kept here as well.
  return std::max<std::size_t>(receive_maximum - std::min<std::size_t>(relayer_.pending(), receive_maximum), 1);
}

void Bridge::on_batch(Connection& connection) {
  if (&connection == &subscriber_) {
    publisher_.flush();
    if (!subscriber_.up()) return;
    if (subscriber_link_.since == Clock::time_point{}) {
      subscriber_link_.since = loop_.now();
      outage_log_.end();
    }
  } else {
    if (std::exchange(publisher_is_new_, false)) publisher_connected();
    client_id_guard_.settle();
    if (finished_) return;
  }
  relay_batch();
}

void Bridge::relay_batch() {
  // Before anything is acknowledged.
  if (auto reason = relayer_.take_retry_reason()) return retry_later(*reason);
  relayer_.settle();
  if (stopping_ && relayer_.settled()) return finish();
  live_edges_.settle();
  router_service_.settle();
  // SUBSCRIBEs wait in the same queue as the acknowledgements.
  if (relayer_.settled() && subscriber_.congested()) subscriber_.flush();
  publisher_.flush();
  steer_reading();
  if (subscriber_waits_) open_subscriber();
  announce_when_subscribed();
  ask_when_subscribed();
  finish_when_announced();
}

void Bridge::announce_when_subscribed() {
  // Who is announced is spoken to at once.
  if (announcing_ == Announcing::on || !publisher_.up() || !listens()) return;
  if (std::exchange(announcing_, Announcing::on) == Announcing::anew) return announcer_.restart();
  announcer_.go_on();
}

bool Bridge::listens() const { return !has_relays() || subscriptions_.settled(); }

void Bridge::ask_when_subscribed() {
  if (asking_ || stopping_ || settings_.repeat == Repeat::once) return;
  if (!publisher_.up() || !listens()) return;
  asking_ = true;
  requester_.restart();
}

void Bridge::steer_reading() {
  // What the publisher's socket does not take, or its broker does not answer, would pile up in memory.
  const bool room = !publisher_.congested() && relayer_.pending() < receive_maximum;
  room && !stopping_ ? subscriber_.resume_reading() : subscriber_.pause_reading();
}

void Bridge::finish_when_announced() {
  if (settings_.repeat == Repeat::once && announcer_.first_round_done() && connect_log_.said()) finish();
}

void Bridge::on_writable(Connection& connection) {
  if (&connection == &subscriber_) {
    // Acknowledgements that wait since then may belong to messages that are not safe yet.
    if (relayer_.settled()) subscriber_.flush();
    return;
  }
  publisher_.flush();
  router_service_.settle();
  if (publisher_.congested() || stopping_) return;
  if (announcing_ == Announcing::on) announcer_.go_on();
  if (asking_) requester_.go_on();
  steer_reading();
  finish_when_announced();
}

void Bridge::on_ended(Connection& connection, const transport::ConnectionEnd& end) {
  const bool is_publisher = &connection == &publisher_;
  if (is_publisher) {
    // mosquitto may end the connection that it has just answered on.
    relayer_.settle();
    relayer_.on_target_lost(end.reason == transport::EndReason::rejected ? core::TargetEnd::rejected
                                                                         : core::TargetEnd::lost);
    publisher_gone();
  } else {
    relayer_.on_source_lost();
    subscriptions_.on_lost();
    stop_asking();
  }
  if (stopping_) return finish();
  end_ = end_of_run(end, settings_.connection.url.text(), settings_.connection.client_id);
  if (end_.kind != RunEnd::Kind::done) return finish();
  const Clock::time_point since = (is_publisher ? publisher_link_ : subscriber_link_).since;
  outage_log_.begin(since == Clock::time_point{} ? std::nullopt : std::optional(loop_.now() - since), end.text);
  tell_status();
  reopen_later(connection);
}

void Bridge::publisher_gone() {
  publisher_is_new_ = false;
  client_id_guard_.publisher_gone();
  announcer_.pause();
  live_edges_.publisher_gone();
  router_service_.publisher_gone();
  stop_asking();
  version_timer_->cancel();
  subscriber_.close();
  subscriptions_.on_lost();
  subscriber_link_.timer->cancel();
  subscriber_link_.since = {};
  subscriber_waits_ = false;
}

void Bridge::stop_asking() {
  asking_ = false;
  requester_.pause();
}

void Bridge::reopen_later(Connection& connection) {
  Link& link = &connection == &publisher_ ? publisher_link_ : subscriber_link_;
  const auto now = loop_.now();
  if (link.since != Clock::time_point{}) {
    link.backoff.connection_lasted(std::chrono::duration_cast<Backoff::Duration>(now - link.since));
  }
  link.since = {};
  const double chance = std::uniform_real_distribution<double>(0, 1)(chance_);
  link.timer->set(now + link.backoff.next(chance), [this, &connection] {
    if (&connection == &subscriber_) return open_subscriber();
    open_publisher();
  });
}

void Bridge::retry_later(const std::string& reason) {
  warnings_.say(reason + "; trying again");
  publisher_gone();
  publisher_.close();
  relayer_.on_target_lost(core::TargetEnd::lost);
  if (stopping_) return finish();
  reopen_later(publisher_);
}

void Bridge::keep_alive() {
  publisher_.keep_alive();
  publisher_.flush();
  subscriber_.keep_alive();
  if (subscriber_.up() && relayer_.settled()) subscriber_.flush();
  tell_status();
  keep_alive_timer_->set(loop_.now() + keep_alive_step, [this] { keep_alive(); });
}

void Bridge::stop() {
  if (std::exchange(stopping_, true)) return finish();
  stop_asking();
  subscriber_.pause_reading();
  if (!publisher_.up() || relayer_.settled()) return finish();
  stop_timer_->set(loop_.now() + longest_wait_for_deliveries, [this] { finish(); });
}

void Bridge::leave() {
  session_after_ = transport::SessionAfter::ended;
  stop();
}

void Bridge::finish() {
  if (std::exchange(finished_, true)) return;
  const bool ends_session = session_after_ == transport::SessionAfter::ended && subscriber_.up();
  ends_session ? memory_.forget() : memory_.keep_now(table_);
  if (publisher_.up()) greet({});
  if (end_.kind != RunEnd::Kind::taken_over) client_id_guard_.release();
  // Acknowledgements leave only when everything they stand for was delivered. A publisher that did not deliver in time
  // would not say goodbye in time either.
  for (Connection* connection : {&subscriber_, &publisher_}) {
    relayer_.settled() ? connection->disconnect(session_after_) : connection->close();
  }
  skip_log_.finish();
  if (has_relays() && end_.kind == RunEnd::Kind::done) spdlog::info("stopped: {}", relayer_.summary());
  loop_.stop();
}

}  // namespace mfp::bridge
