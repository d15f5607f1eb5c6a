#pragma once

#include <chrono>
#include <optional>

namespace mfp::transport {

/// Holds small segments back while it lives, so that a batch of packets, which are written one by one, leaves in few of
/// them: with TCP_NODELAY each would be sent, received and acknowledged alone. Leaves errno as it is.
class Cork {
 public:
  explicit Cork(int socket) : socket_(socket) { set(1); }
  Cork(const Cork&) = delete;
  Cork& operator=(const Cork&) = delete;
  ~Cork() { set(0); }

 private:
  void set(int value) const;
  int socket_;
};

/// Takes the errno of a socket on which nothing can come or go any more, 0 where it was told before; nothing while the
/// socket is of use. Who reads next sees the end.
[[nodiscard]] std::optional<int> take_hang_up(int socket);

/// A socket's second descriptor, which outlives the close of the first.
class KeptSocket {
 public:
  using Timeout = std::chrono::milliseconds;

  explicit KeptSocket(int socket);
  KeptSocket(const KeptSocket&) = delete;
  KeptSocket& operator=(const KeptSocket&) = delete;
  ~KeptSocket();

  /// False when the time is over.
  [[nodiscard]] bool wait_writable(Timeout timeout) const;

  /// Says that no more comes and reads until the other side has closed, or is silent for so long. Closing with unread
  /// data would reset the connection, and the other side might never see what was sent last.
  void close_in_order(Timeout timeout) const;

 private:
  [[nodiscard]] bool wait_for(short events, Timeout timeout) const;
  int socket_;
};

}  // namespace mfp::transport
