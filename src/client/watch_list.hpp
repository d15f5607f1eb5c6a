#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/watched_message.hpp"
#include "core/model/participant.hpp"

namespace mfp::client {

/// Which topics a watch has subscribed to, and for which ports.
class WatchList {
 public:
  /// What has to be done so that the subscriptions are those of the list.
  struct Step {
    enum class Kind : std::uint8_t { subscribe, unsubscribe };
    Kind kind = Kind::subscribe;
    std::string filter;
    std::uint32_t identifier = 0;
  };

  /// Whose message it is that comes through a subscription: a port's, or a role's when it is for several of its ports.
  struct Owner {
    /// `heater.TEMPERATURE`, or `heater`.
    std::string_view name;
    /// Empty for several ports.
    std::string_view queue;
    WatchedMessage::Place place = WatchedMessage::Place::queue;
  };

  /// `words` are roles and ports; none means all. Subscriptions are counted from `first_identifier`.
  WatchList(std::vector<std::string> words, std::uint32_t first_identifier);

  /// Watches the participant's ports, in place of those that its role had.
  [[nodiscard]] std::vector<Step> take_in(const core::Participant& participant);
  [[nodiscard]] std::vector<Step> forget(std::string_view role);

  /// Whether the words name it.
  [[nodiscard]] bool wanted(const core::Participant& participant, const core::Port& port) const;
  /// Empty when there is no such subscription.
  [[nodiscard]] std::string_view filter(std::uint32_t identifier) const;
  /// Point into the list.
  [[nodiscard]] std::vector<Owner> owners(std::uint32_t identifier) const;
  /// The subscriptions whose filters match, for brokers that do not say it.
  [[nodiscard]] std::vector<std::uint32_t> matching(std::string_view topic) const;

  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  /// All roles that were taken in, and their ports, each once.
  [[nodiscard]] std::vector<std::string> names() const;
  /// How many ports are watched.
  [[nodiscard]] std::size_t ports() const;
  /// Characters of the longest name of a port that was ever watched.
  [[nodiscard]] std::size_t widest_name() const { return widest_name_; }

 private:
  struct Watched {
    std::string role;
    std::string port;
    std::string queue;
    WatchedMessage::Place place = WatchedMessage::Place::queue;
  };
  struct Subscription {
    std::string filter;
    /// Those of one role stand together.
    std::vector<Watched> watched;
  };
  using Identifiers = std::vector<std::uint32_t>;
  struct Known {
    Identifiers subscriptions;
    /// By name, whether watched or not.
    std::vector<std::string> ports;
  };

  void watch(const core::Participant& participant, const core::Port& port, core::Direction direction,
             std::vector<Step>& steps);
  void add(const std::string& filter, Watched watched, std::vector<Step>& steps);
  /// Takes the role off its subscriptions.
  Identifiers take_off(const std::string& role);
  void drop_unused(const Identifiers& former, std::vector<Step>& steps);

  std::vector<std::string> words_;
  std::uint32_t next_identifier_;
  std::size_t widest_name_ = 0;
  /// Of each filter that is subscribed to.
  std::unordered_map<std::string, std::uint32_t> identifiers_;
  std::unordered_map<std::uint32_t, Subscription> subscriptions_;
  std::unordered_map<std::string, Known> by_role_;
};

}  // namespace mfp::client
