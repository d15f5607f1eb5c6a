#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace mfp::core {

/// A process that uses a client id.
struct ClientIdUser {
  /// When it began, in milliseconds since 1970.
  std::int64_t since = 0;
  std::string host;
  std::int64_t process = 0;

  friend bool operator==(const ClientIdUser&, const ClientIdUser&) = default;
  /// Who began first comes first.
  friend bool operator<(const ClientIdUser& a, const ClientIdUser& b) {
    return std::tie(a.since, a.host, a.process) < std::tie(b.since, b.host, b.process);
  }
};

/// Keeps two processes from using one client id: for a second connection with it, a broker ends the first one (MQTT 5
/// section 3.1.4), and not each says why, so that the two would throw each other out for ever.
///
/// Both publish who they are on one topic, before they connect with that id, and answer each other there. Who uses the
/// id besides leaves a retained message, so that one who starts knows at once whether to wait for an answer; who died
/// cannot answer. Who runs goes before who starts, else who began first goes before the other: clocks may differ
/// between hosts, and then a newcomer must not win.
class ClientIdClaim {
 public:
  enum class Reaction : std::uint8_t {
    none,
    /// Somebody used it: publish nothing until he had time to answer, then call `time_over`.
    wait,
    /// The client id is ours from now on: publish `message` retained, too.
    hold,
    /// Publish `message` for the other one; see `other`.
    answer,
    /// It is another one's, for good; see `other`.
    give_way
  };

  ClientIdClaim(std::string client_id, ClientIdUser self);

  /// Where claims are published; wildcards in a client id become `_`.
  [[nodiscard]] const std::string& topic() const { return topic_; }
  /// To publish on each connection, behind the subscription. It comes back, and what was retained came before it.
  [[nodiscard]] std::string message() const;
  [[nodiscard]] bool held() const { return state_ == State::held; }

  /// A message came on the topic; `retained` when that is its flag.
  [[nodiscard]] Reaction hear(std::string_view message, bool retained);
  /// Nobody has answered, or the own message did not come back, which an access rule may forbid.
  [[nodiscard]] Reaction time_over();
  /// The connection has ended.
  void on_lost();

  [[nodiscard]] const ClientIdUser& other() const { return other_; }

 private:
  enum class State : std::uint8_t { asking, waiting, held, given_up };

  struct Claim {
    ClientIdUser user;
    bool runs = false;
  };
  [[nodiscard]] std::optional<Claim> read(std::string_view message) const;
  [[nodiscard]] Reaction hear_own();

  std::string client_id_;
  ClientIdUser self_;
  std::string topic_;
  State state_ = State::asking;
  ClientIdUser other_;
  bool was_used_ = false;
};

}  // namespace mfp::core
