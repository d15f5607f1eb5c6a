// Any sequence of messages, answers and lost connections: the dispatcher must never acknowledge while something that it
// gave out to be delivered is unanswered.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>
#include <vector>

#include "core/routing/dispatcher.hpp"
#include "support/participants.hpp"

namespace {

using namespace mfp;

/// Takes the input apart; gives zeros at its end.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const char first = rest_.front();
    rest_.remove_prefix(1);
    return static_cast<std::uint8_t>(first);
  }
  std::string_view text() {
    const std::string_view text = rest_.substr(0, byte());
    rest_.remove_prefix(std::min(rest_.size(), text.size()));
    return text;
  }
  [[nodiscard]] bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::vector<core::Participant> devices() {
  return {test::participant("a", {test::port("a", "in", "a/set")},
                            {test::port("a", "out", "a/state"), test::port("a", "all", "a/#")}),
          test::participant("b", {}, {test::port("b", "x", "+/state"), test::port("b", "y", "a/state")})};
}

/// Plays the target: gives out packet identifiers and remembers which are unanswered.
class Play {
 public:
  void message(Bytes& bytes) {
    std::vector<std::uint32_t> ids;
    for (int count = bytes.byte() % 4; count > 0; --count) {
      const std::size_t index = bytes.byte() % (table_.subscriptions().size() + 1);
      ids.push_back(index < table_.subscriptions().size() ? table_.subscriptions()[index]->id : bytes.byte());
    }
    const std::string_view topic = bytes.text();
    const std::uint8_t flags = bytes.byte();
    dispatcher_.on_message({topic, bytes.text(), static_cast<std::uint8_t>(flags % 3), (flags & 4) != 0, ids, nullptr},
                           actions_);
    for (const core::Action& action : actions_) {
      const auto* publish = std::get_if<core::Publish>(&action);
      if (publish == nullptr || publish->qos == 0) continue;
      packet_ = packet_ == 65535 ? 1 : packet_ + 1;
      dispatcher_.sent(packet_, *publish);
      unanswered_.insert(packet_);
    }
    settle();
  }

  void answer(Bytes& bytes) {
    const auto packet = static_cast<std::uint16_t>(packet_ - bytes.byte() % 8);
    dispatcher_.on_answered(packet, bytes.byte(), actions_);
    unanswered_.erase(packet);
    // What was refused for now has to come again, so nothing may be acknowledged until the connections are gone.
    if (!actions_.empty() && std::holds_alternative<core::RetryLater>(actions_.back())) refused_ = true;
    settle();
  }

  void lose_connection() {
    dispatcher_.on_target_lost(core::TargetEnd::rejected);
    unanswered_.clear();
    refused_ = false;
  }

 private:
  [[nodiscard]] bool all_safe() const { return unanswered_.empty() && !refused_; }

  void settle() {
    dispatcher_.settle(actions_);
    for (const core::Action& action : actions_) {
      if (std::holds_alternative<core::Acknowledge>(action) && !all_safe()) std::abort();
    }
    if (dispatcher_.settled() != all_safe()) std::abort();
    actions_.clear();
  }

  std::vector<core::Participant> participants_ = devices();
  core::RouteTable table_{routes_of(participants_)};
  core::Dispatcher dispatcher_{table_};
  core::Actions actions_;
  std::set<std::uint16_t> unanswered_;
  bool refused_ = false;
  std::uint16_t packet_ = 65500;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  Play play;
  while (!bytes.empty()) {
    switch (bytes.byte() % 8) {
      case 0:
        play.lose_connection();
        break;
      case 1:
      case 2:
      case 3:
        play.answer(bytes);
        break;
      default:
        play.message(bytes);
    }
  }
  return 0;
}
