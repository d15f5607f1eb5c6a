#include "core/mqtt/client_id_claim.hpp"

#include <utility>

#include "core/json/json_document.hpp"
#include "core/json/json_view.hpp"
#include "core/json/json_writer.hpp"
#include "core/text/number.hpp"

namespace mfp::core {

namespace {

constexpr std::size_t longest_host = 255;
constexpr std::string_view runs = "running";
constexpr std::string_view starts = "starting";

std::string topic_of(std::string_view client_id) {
  std::string topic = "msgflo/client-id/";
  for (const char c : client_id) topic += c == '+' || c == '#' ? '_' : c;
  return topic;
}

/// Of what a stranger may have sent: small enough for any clock.
std::optional<std::int64_t> whole_number(const JsonView& object, std::string_view key) {
  constexpr double most = 9e12;
  const auto member = object.member(key);
  const auto number =
      member && member->kind() == JsonNode::Kind::number ? to_double(member->raw()) : std::optional<double>();
  if (!number || !(*number >= 0 && *number <= most)) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

}  // namespace

ClientIdClaim::ClientIdClaim(std::string client_id, ClientIdUser self)
    : client_id_(std::move(client_id)), self_(std::move(self)), topic_(topic_of(client_id_)) {}

std::string ClientIdClaim::message() const {
  std::string json;
  JsonWriter object(json);
  object.begin_object();
  object.add("client_id", client_id_);
  object.add("state", held() ? runs : starts);
  object.add("host", self_.host);
  object.add_json("process", std::to_string(self_.process));
  object.add_json("since", std::to_string(self_.since));
  object.end_object();
  return json;
}

ClientIdClaim::Reaction ClientIdClaim::hear(std::string_view message, bool retained) {
  const auto claim = read(message);
  if (!claim || state_ == State::given_up) return Reaction::none;
  const bool is_own = claim->user == self_;
  if (retained) {
    // Who left it may be dead.
    was_used_ = was_used_ || !is_own;
    return Reaction::none;
  }
  if (is_own) return hear_own();
  other_ = claim->user;
  const bool is_first = held() == claim->runs ? self_ < other_ : held();
  if (is_first) return Reaction::answer;
  state_ = State::given_up;
  return Reaction::give_way;
}

ClientIdClaim::Reaction ClientIdClaim::hear_own() {
  if (state_ != State::asking) return Reaction::none;
  state_ = was_used_ ? State::waiting : State::held;
  return was_used_ ? Reaction::wait : Reaction::hold;
}

ClientIdClaim::Reaction ClientIdClaim::time_over() {
  if (state_ == State::held || state_ == State::given_up) return Reaction::none;
  // The own message is late, and so an answer may be.
  if (state_ == State::asking && was_used_) {
    state_ = State::waiting;
    return Reaction::wait;
  }
  state_ = State::held;
  return Reaction::hold;
}

void ClientIdClaim::on_lost() {
  was_used_ = false;
  if (state_ == State::waiting) state_ = State::asking;
}

std::optional<ClientIdClaim::Claim> ClientIdClaim::read(std::string_view message) const {
  JsonDocument document;
  if (document.read(message) != JsonDocument::Outcome::json) return std::nullopt;
  const JsonView root(document.nodes(), 0);
  const auto process = whole_number(root, "process");
  const auto since = whole_number(root, "since");
  const std::string_view state = root.text_of("state");
  if (!process || !since || (state != runs && state != starts) || root.text_of("client_id") != client_id_)
    return std::nullopt;
  return Claim{{*since, std::string(root.text_of("host").substr(0, longest_host)), *process}, state == runs};
}

}  // namespace mfp::core
